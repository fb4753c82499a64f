using System.Diagnostics;
using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>The figures of a scored test set.</summary>
internal sealed record Evaluation(
    double ImageAuRoc, SegmentationMetrics Segmentation, Decisions Decisions, double MillisecondsPerImage)
{
    public static Evaluation Of(MLContext mlContext, IDataView scored)
    {
        // Views are lazy: keeping the scores saves ML.NET's evaluator a pass over all images.
        var watch = Stopwatch.StartNew();
        List<ImageScore> scores = mlContext.Data.CreateEnumerable<ImageScore>(scored, reuseRowObject: false).ToList();
        double milliseconds = watch.Elapsed.TotalMilliseconds / scores.Count;

        AnomalyDetectionMetrics images = mlContext.AnomalyDetection.Evaluate(mlContext.Data.LoadFromEnumerable(scores));
        SegmentationMetrics segmentation = mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        var decisions = new Decisions(
            scores.Count(s => !s.IsDefective && s.PredictedLabel), scores.Count(s => !s.IsDefective),
            scores.Count(s => s.IsDefective && !s.PredictedLabel), scores.Count(s => s.IsDefective));
        return new Evaluation(images.AreaUnderRocCurve, segmentation, decisions, milliseconds);
    }

    private sealed class ImageScore
    {
        public float Label { get; set; }

        public bool IsDefective { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}

/// <summary>What the first threshold decided: false alarms among the good images, misses among the defective ones.</summary>
internal sealed record Decisions(int FalseAlarms, int Good, int Misses, int Defective);
