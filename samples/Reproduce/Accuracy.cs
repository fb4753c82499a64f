using FimNet.MLNet;
using Microsoft.ML;

namespace Reproduce;

/// <summary>How well a model tells defective test images and pixels.</summary>
/// <param name="ImageAuRoc">ML.NET's own figure.</param>
/// <param name="Pixels">Of all test images together.</param>
internal sealed record Accuracy(double ImageAuRoc, SegmentationMetrics Pixels)
{
    /// <param name="mlContext">Evaluates.</param>
    /// <param name="model">The model.</param>
    /// <param name="test">The test images, with masks of all defective ones.</param>
    public static Accuracy Of(MLContext mlContext, FimNetTransformer model, IDataView test)
    {
        // Views are lazy: keeping what is evaluated saves scoring all images once more for every pass over them.
        IDataView scored = mlContext.Data.Cache(model.Transform(test), "Score", "PredictedLabel", "AnomalyMap", "Label", "MaskPath");
        return new Accuracy(
            mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1).AreaUnderRocCurve, mlContext.AnomalyDetection.EvaluateSegmentation(scored));
    }

    public FinalScoring As(FimNetOptions options) => FinalScoring.Of(options, ImageAuRoc, Pixels.PixelAuRoc, Pixels.AuPro);
}
