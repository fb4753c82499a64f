namespace FimNet.MLNet;

/// <summary>How anomaly maps are compared with defect masks.</summary>
public sealed record SegmentationOptions
{
    /// <summary>The anomaly maps: Vector of Single with height and width, higher is more anomalous. Default: "AnomalyMap".</summary>
    public string AnomalyMapColumnName { get; init; } = "AnomalyMap";

    /// <summary>The paths of the mask pictures: Text, empty for good images. Default: "MaskPath".</summary>
    public string MaskPathColumnName { get; init; } = "MaskPath";

    /// <summary>
    /// The kinds of defects: Text, "good" or empty for good images. Default: "Defect". <see langword="null"/>, or a column that the view does not have,
    /// skips the metrics by kind.
    /// </summary>
    public string? DefectColumnName { get; init; } = "Defect";

    /// <summary>
    /// The paths of the images: Text. Default: "ImagePath". A mask must have the proportions of its image; <see langword="null"/>, or a column that the view
    /// does not have, skips that check.
    /// </summary>
    public string? ImagePathColumnName { get; init; } = "ImagePath";

    /// <summary>The size at which map and mask are compared. Default: <see cref="SegmentationResolution.Map"/>.</summary>
    public SegmentationResolution Resolution { get; init; } = SegmentationResolution.Map;

    /// <summary>
    /// A mask pixel is defective when its brightest channel is above this: 0 to 254. Default: <see langword="null"/>, which takes every pixel that is not black
    /// and refuses a mask of more than two levels, so that a mask in another encoding is not read wrongly.
    /// </summary>
    public int? MaskLevel { get; init; }

    /// <summary>The false-positive rate up to which the PRO curve is integrated: above 0, at most 1. Default: 0.3, as MVTec AD's authors do.</summary>
    public double FalsePositiveRateLimit { get; init; } = 0.3;

    /// <summary>Pixels above this count as found in <see cref="SegmentationMetrics.IntersectionOverUnion"/>. Default: <see langword="null"/>, the threshold of the highest F1.</summary>
    public float? Threshold { get; init; }

    /// <summary>
    /// Rounds pixel values to 12 binary digits, so that memory does not grow with the number of pixels. The error bounds of <see cref="SegmentationMetrics"/>
    /// then say how much the rounding can have changed each area and the highest F1. Default: false, exact, with about 8 bytes a pixel.
    /// </summary>
    public bool BinnedScores { get; init; }

    /// <summary>The largest mask that is accepted, and with <see cref="SegmentationResolution.Mask"/> the largest good image. Default: <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    internal void Validate()
    {
        ImageLimits.Validate(Limits, nameof(Limits));
        ArgumentException.ThrowIfNullOrEmpty(AnomalyMapColumnName);
        ArgumentException.ThrowIfNullOrEmpty(MaskPathColumnName);
        if (!Enum.IsDefined(Resolution))
        {
            throw new ArgumentOutOfRangeException(nameof(Resolution), Resolution, $"Resolution must be {SegmentationResolution.Map} or {SegmentationResolution.Mask}.");
        }

        if (MaskLevel is < 0 or > 254)
        {
            throw new ArgumentOutOfRangeException(nameof(MaskLevel), MaskLevel, "MaskLevel must be 0 to 254.");
        }

        if (!(FalsePositiveRateLimit is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(FalsePositiveRateLimit), FalsePositiveRateLimit, "FalsePositiveRateLimit must be above 0 and at most 1.");
        }

        if (Threshold is { } threshold && !float.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(Threshold), threshold, "Threshold must be a finite number in units of the map.");
        }
    }
}
