using System.Diagnostics;
using FimNet.MLNet;
using Microsoft.ML;

namespace Samples.Shared;

/// <summary>The figures of a scored test set.</summary>
/// <param name="ImageAuRoc">ML.NET's own figure; null for a test set of good images or of defective ones alone.</param>
/// <param name="Segmentation">Null for a test set with defects but without masks of all of them.</param>
/// <param name="Decisions">What the model's threshold decided.</param>
/// <param name="MillisecondsPerImage">File to score.</param>
/// <param name="ReportPath">The HTML report.</param>
internal sealed record Evaluation(
    double? ImageAuRoc, SegmentationMetrics? Segmentation, Decisions Decisions, double MillisecondsPerImage, string ReportPath)
{
    public static Evaluation Of(MLContext mlContext, FimNetTransformer model, IDataView scored, string title, string reportPath)
    {
        // Views are lazy: keeping the scores saves ML.NET's evaluator a pass over all images.
        var watch = Stopwatch.StartNew();
        List<ImageScore> scores = mlContext.Data.CreateEnumerable<ImageScore>(scored, reuseRowObject: false).ToList();
        double milliseconds = watch.Elapsed.TotalMilliseconds / scores.Count;

        TestSplit test = TestSplit.Of(mlContext, scored);
        double? imageAuRoc = test.HasBothLabels ? mlContext.AnomalyDetection.Evaluate(mlContext.Data.LoadFromEnumerable(scores)).AreaUnderRocCurve : null;
        FimNetReport report = FimNetReport.Create(model, scored, new FimNetReportOptions { Title = title, EvaluatePixels = test.HasAllMasks });
        report.Save(reportPath);
        var decisions = new Decisions(
            scores.Count(s => !s.IsDefective && s.PredictedLabel), scores.Count(s => !s.IsDefective),
            scores.Count(s => s.IsDefective && !s.PredictedLabel), scores.Count(s => s.IsDefective));
        return new Evaluation(imageAuRoc, report.Segmentation, decisions, milliseconds, reportPath);
    }

    private sealed class ImageScore
    {
        public float Label { get; set; }

        public bool IsDefective { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
