namespace FimNet.MLNet.Reports;

/// <summary>The curves of images and of pixels.</summary>
internal static class ReportCurves
{
    // Curves are at most this many pixels wide on a page.
    private const int MostPoints = 500;
    private const int Digits = 5;

    public static IEnumerable<ReportCurve> OfImages(SegmentationMetrics? metrics) => metrics is null
        ? []
        : [
            Curve("Images: ROC", ("false-alarm rate", metrics.Curve.FalsePositiveRates), ("detection rate", metrics.Curve.TruePositiveRates)),
            Curve("Images: precision and recall", ("recall", metrics.Curve.TruePositiveRates), ("precision", metrics.Curve.Precisions)),
        ];

    public static IEnumerable<ReportCurve> OfPixels(SegmentationMetrics? metrics) => metrics is null
        ? []
        : [
            Curve("Pixels: ROC", ("false-positive rate", metrics.Curve.FalsePositiveRates), ("true-positive rate", metrics.Curve.TruePositiveRates)),
            Curve("Pixels: PRO", ("false-positive rate", metrics.Curve.FalsePositiveRates), ("per-region overlap", metrics.Curve.RegionOverlaps), metrics.FalsePositiveRateLimit),
            Curve("Pixels: precision and recall", ("recall", metrics.Curve.TruePositiveRates), ("precision", metrics.Curve.Precisions)),
        ];

    private static ReportCurve Curve(string name, (string Name, IReadOnlyList<double> Values) x, (string Name, IReadOnlyList<double> Values) y, double? limit = null)
    {
        int[] kept = [.. Sampling.Evenly(x.Values.Count, MostPoints)];
        return new ReportCurve(name, x.Name, y.Name, Pick(x.Values, kept), Pick(y.Values, kept), limit);
    }

    private static double[] Pick(IReadOnlyList<double> values, int[] kept) => Array.ConvertAll(kept, i => Math.Round(values[i], Digits));
}
