using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet;

/// <summary>What a report is called, reads and shows.</summary>
public sealed record FimNetReportOptions
{
    /// <summary>The page's heading. Default: "FIM-Net report".</summary>
    public string Title { get; init; } = "FIM-Net report";

    /// <summary>
    /// Says which images are defective: Boolean, or Single with 1 for defective. Default: "Label". In a view without that column the images have no label, and the report shows their scores alone; a column by another name must be there.
    /// </summary>
    public string LabelColumnName { get; init; } = ViewColumn.DefaultLabel;

    /// <summary>The columns of masks, kinds of defect and image paths, and how maps are compared with masks. Its map column is not looked at: the model knows it.</summary>
    public SegmentationOptions Segmentation { get; init; } = new();

    /// <summary>
    /// Whether maps are compared with masks. Default: true; a view without a column of mask paths, or without any defect, has no figures of pixels in any case.
    /// Set it to false where some defective images have no mask.
    /// </summary>
    public bool EvaluatePixels { get; init; } = true;

    /// <summary>Confidence of the intervals, above 0 and below 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How often the images are drawn for the intervals, 0 (no intervals) to 100,000. Default: 1000.</summary>
    public int BootstrapDraws { get; init; } = 1000;

    /// <summary>Decides the draws. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>The longer side of the pictures in pixels, 32 to 1024. Default: 224.</summary>
    public int PictureSide { get; init; } = 224;

    /// <summary>
    /// How many images have their pictures in the report, 0 to 10,000; a picture and its map take about 20 kB at the default size. Of more images, those that are decided wrongly, or without a label called defective, or are close to
    /// the threshold have them. Default: 500.
    /// </summary>
    public int MostPictures { get; init; } = 500;

    /// <summary>The colours of the anomaly maps. Default: inferno.</summary>
    public ColourMap Colours { get; init; } = ColourMap.Inferno;

    /// <exception cref="ArgumentException">A text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Title);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Segmentation);
        Segmentation.Validate();
        Check(Confidence is > 0 and < 1, nameof(Confidence), Confidence, "above 0 and below 1");
        Check(BootstrapDraws is >= 0 and <= 100_000, nameof(BootstrapDraws), BootstrapDraws, "0 to 100,000");
        Check(PictureSide is >= 32 and <= 1024, nameof(PictureSide), PictureSide, "32 to 1024 pixels");
        Check(MostPictures is >= 0 and <= 10_000, nameof(MostPictures), MostPictures, "0 to 10,000");
        Check(Enum.IsDefined(Colours), nameof(Colours), Colours, "one of " + string.Join(", ", Enum.GetNames<ColourMap>()));
    }

    private static void Check(bool valid, string option, object value, string allowed)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}; it must be {allowed}."));
        }
    }
}
