using System.Diagnostics;
using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>The figures of a scored test set.</summary>
internal sealed record Evaluation(
    double ImageAuRoc, double PixelAuRoc, IReadOnlyDictionary<string, double> PixelAuRocByDefect, double Accuracy, double MillisecondsPerImage)
{
    public static Evaluation Of(MLContext mlContext, IDataView scored)
    {
        // Views are lazy: reading the scores once and keeping them saves ML.NET's two evaluators a pass over all images each.
        var watch = Stopwatch.StartNew();
        IDataView images = mlContext.Data.LoadFromEnumerable(mlContext.Data.CreateEnumerable<ImageScore>(scored, reuseRowObject: false).ToList());
        long count = images.GetRowCount()!.Value;
        double milliseconds = watch.Elapsed.TotalMilliseconds / count;

        AnomalyDetectionMetrics anomaly = mlContext.AnomalyDetection.Evaluate(images);
        BinaryClassificationMetrics binary = mlContext.BinaryClassification.EvaluateNonCalibrated(images, nameof(ImageScore.IsDefective));
        SegmentationMetrics segmentation = mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        return new Evaluation(anomaly.AreaUnderRocCurve, segmentation.PixelAuRoc, segmentation.PixelAuRocByDefect, binary.Accuracy, milliseconds);
    }

    private sealed class ImageScore
    {
        public float Label { get; set; }

        public bool IsDefective { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
