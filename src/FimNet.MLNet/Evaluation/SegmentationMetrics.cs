namespace FimNet.MLNet;

/// <summary>How well anomaly maps separate defective pixels from good ones, over all pixels of all evaluated images.</summary>
/// <remarks>A pixel is found when its value is above a threshold. docs/evaluation.md defines every figure and names its source.</remarks>
public sealed class SegmentationMetrics
{
    internal SegmentationMetrics()
    {
    }

    /// <summary>
    /// Area under the ROC curve of the pixels, from 0 to 1: the probability that a defective pixel has a higher value than a good one,
    /// ties counting one half. This is the AuROC of the paper's tables, exact rather than binned.
    /// </summary>
    public required double PixelAuRoc { get; init; }

    /// <summary>How far <see cref="PixelAuRoc"/> can be off because of <see cref="SegmentationOptions.BinnedScores"/>; 0 when it is exact.</summary>
    public required double PixelAuRocErrorBound { get; init; }

    /// <summary>
    /// Average precision, from 0 to 1: the precision at each threshold, weighted by the defective pixels that it adds, without interpolation.
    /// The better figure where defects are few and small.
    /// </summary>
    public required double AveragePrecision { get; init; }

    /// <summary>How far <see cref="AveragePrecision"/> can be off because of <see cref="SegmentationOptions.BinnedScores"/>; 0 when it is exact.</summary>
    public required double AveragePrecisionErrorBound { get; init; }

    /// <summary>The highest F1 (harmonic mean of precision and recall) of any threshold, from 0 to 1.</summary>
    public required double F1Max { get; init; }

    /// <summary>How much higher the highest F1 can be in truth, because <see cref="SegmentationOptions.BinnedScores"/> tries fewer thresholds; 0 when it is exact.</summary>
    public required double F1MaxErrorBound { get; init; }

    /// <summary>The threshold of <see cref="F1Max"/>. It was chosen on these very images, so it is a bound for comparing models, not a threshold for production.</summary>
    public required float F1MaxThreshold { get; init; }

    /// <summary>The threshold of <see cref="IntersectionOverUnion"/>: the option's, or <see cref="F1MaxThreshold"/>.</summary>
    public required float Threshold { get; init; }

    /// <summary>Intersection over union of the found and the defective pixels at <see cref="Threshold"/>, from 0 to 1.</summary>
    public required double IntersectionOverUnion { get; init; }

    /// <summary>
    /// Area under the per-region overlap curve up to <see cref="FalsePositiveRateLimit"/>, divided by it, from 0 to 1: as the AuROC, but each
    /// 8-connected defect region counts the same, whatever its size.
    /// </summary>
    public required double AuPro { get; init; }

    /// <summary>How far <see cref="AuPro"/> can be off because of <see cref="SegmentationOptions.BinnedScores"/>; 0 when it is exact.</summary>
    public required double AuProErrorBound { get; init; }

    /// <summary>Where <see cref="AuPro"/> stops; the curve is interpolated there.</summary>
    public required double FalsePositiveRateLimit { get; init; }

    /// <summary>Number of pixels that the masks mark as defective.</summary>
    public required long DefectivePixels { get; init; }

    /// <summary>Number of all other pixels, those of good images included.</summary>
    public required long GoodPixels { get; init; }

    /// <summary>Number of defect regions.</summary>
    public required long DefectRegions { get; init; }

    /// <summary>The ROC, precision-recall and PRO curves.</summary>
    public required SegmentationCurve Curve { get; init; }

    /// <summary>
    /// The same of each kind of defect, its images pooled with the good ones. Empty without a column that names the defects;
    /// a kind whose masks mark no pixel is left out, and one without a good pixel in its images or good ones.
    /// </summary>
    public required IReadOnlyDictionary<string, SegmentationMetrics> ByDefect { get; init; }
}
