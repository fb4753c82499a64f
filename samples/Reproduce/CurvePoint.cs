using Microsoft.ML;
using Microsoft.ML.Data;

namespace Reproduce;

/// <summary>The accuracy after a part of a training.</summary>
internal sealed record CurvePoint(int Steps, double Seconds, double ImageAuRoc, double PixelAuRoc)
{
    /// <param name="mlContext">Evaluates.</param>
    /// <param name="snapshot">The model.</param>
    /// <param name="test">The test images, with masks of all defective ones.</param>
    public static CurvePoint Of(MLContext mlContext, Snapshot snapshot, IDataView test)
    {
        IDataView scored = snapshot.Model.Transform(test);
        AnomalyDetectionMetrics images = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1);
        return new CurvePoint(snapshot.Steps, snapshot.Elapsed.TotalSeconds, images.AreaUnderRocCurve, mlContext.AnomalyDetection.EvaluateSegmentation(scored).PixelAuRoc);
    }
}
