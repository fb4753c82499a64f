namespace FimNet.MLNet;

/// <summary>How well anomaly maps separate defective pixels from good ones, over all pixels of all evaluated images.</summary>
public sealed class SegmentationMetrics
{
    internal SegmentationMetrics(double pixelAuRoc, long defectivePixels, long goodPixels, IReadOnlyDictionary<string, double> pixelAuRocByDefect)
    {
        PixelAuRoc = pixelAuRoc;
        DefectivePixels = defectivePixels;
        GoodPixels = goodPixels;
        PixelAuRocByDefect = pixelAuRocByDefect;
    }

    /// <summary>
    /// Area under the ROC curve of the pixels, from 0 to 1: the probability that a defective pixel has a higher value than a good one,
    /// ties counting one half. This is the AuROC of the paper's tables, exact rather than binned.
    /// </summary>
    public double PixelAuRoc { get; }

    /// <summary>Number of pixels that the masks mark as defective.</summary>
    public long DefectivePixels { get; }

    /// <summary>Number of all other pixels, those of good images included.</summary>
    public long GoodPixels { get; }

    /// <summary>
    /// <see cref="PixelAuRoc"/> of each kind of defect, its images pooled with the good ones. Empty without a column that names the defects;
    /// a kind whose masks mark no pixel is left out.
    /// </summary>
    public IReadOnlyDictionary<string, double> PixelAuRocByDefect { get; }
}
