using Microsoft.Data.Analysis;

namespace FimNet.MLNet;

/// <summary>
/// What a falling threshold finds: the ROC curve (<see cref="FalsePositiveRates"/>, <see cref="TruePositiveRates"/>), the precision-recall curve
/// (<see cref="TruePositiveRates"/>, <see cref="Precisions"/>) and the PRO curve (<see cref="FalsePositiveRates"/>, <see cref="RegionOverlaps"/>).
/// </summary>
/// <remarks>
/// The curves are thinned: neighbouring points differ by at least 0.001 in one of the rates, but for the last, where everything is found. The areas of <see cref="SegmentationMetrics"/> are computed from all
/// thresholds. All lists have the same length and begin where nothing is found.
/// </remarks>
public sealed class SegmentationCurve
{
    internal SegmentationCurve(float[] thresholds, double[] falsePositiveRates, double[] truePositiveRates, double[] precisions, double[] regionOverlaps)
    {
        Thresholds = thresholds;
        FalsePositiveRates = falsePositiveRates;
        TruePositiveRates = truePositiveRates;
        Precisions = precisions;
        RegionOverlaps = regionOverlaps;
    }

    /// <summary>The lowest value that counts as found, falling. The first is positive infinity. Where values are counted in bins, the highest of the lowest bin that is found.</summary>
    public IReadOnlyList<float> Thresholds { get; }

    /// <summary>Share of the good pixels that is found, 0 to 1.</summary>
    public IReadOnlyList<double> FalsePositiveRates { get; }

    /// <summary>Share of the defective pixels that is found (the recall), 0 to 1.</summary>
    public IReadOnlyList<double> TruePositiveRates { get; }

    /// <summary>Share of the found pixels that is defective, 0 to 1; 1 where nothing is found.</summary>
    public IReadOnlyList<double> Precisions { get; }

    /// <summary>The per-region overlap: the share of a defect region that is found, mean over all regions, 0 to 1.</summary>
    public IReadOnlyList<double> RegionOverlaps { get; }

    /// <summary>The curves as a table.</summary>
    /// <returns>A frame with the columns Threshold (Single), FalsePositiveRate, TruePositiveRate, Precision and RegionOverlap (Double), one row a point.</returns>
    public DataFrame ToDataFrame() => new(
        new SingleDataFrameColumn("Threshold", Thresholds),
        new DoubleDataFrameColumn("FalsePositiveRate", FalsePositiveRates),
        new DoubleDataFrameColumn("TruePositiveRate", TruePositiveRates),
        new DoubleDataFrameColumn("Precision", Precisions),
        new DoubleDataFrameColumn("RegionOverlap", RegionOverlaps));
}
