namespace Reproduce;

/// <summary>The accuracy after a part of a training.</summary>
internal sealed record CurvePoint(int Steps, double Seconds, double ImageAuRoc, double PixelAuRoc)
{
    public static CurvePoint Of(Snapshot snapshot, Accuracy accuracy) => new(snapshot.Model.TrainingSteps, snapshot.Elapsed.TotalSeconds, accuracy.ImageAuRoc, accuracy.Pixels.PixelAuRoc);
}
