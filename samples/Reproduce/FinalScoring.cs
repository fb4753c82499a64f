using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Reproduce;

/// <summary>The network of a training's end, scored in one way.</summary>
/// <param name="Scoring">The name of an <see cref="AnomalyScoring"/>.</param>
/// <param name="ImageAuRoc">ML.NET's own figure.</param>
/// <param name="PixelAuRoc">Of all pixels of the test images.</param>
/// <param name="AuPro">Area under the per-region overlap.</param>
internal sealed record FinalScoring(string Scoring, double ImageAuRoc, double PixelAuRoc, double AuPro)
{
    public static FinalScoring Of(MLContext mlContext, AnomalyScoring scoring, FimNetTransformer model, IDataView test)
    {
        IDataView scored = model.Transform(test);
        AnomalyDetectionMetrics images = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1);
        SegmentationMetrics pixels = mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        return new FinalScoring(scoring.ToString(), images.AreaUnderRocCurve, pixels.PixelAuRoc, pixels.AuPro);
    }
}
