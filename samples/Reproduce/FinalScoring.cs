using FimNet.MLNet;

namespace Reproduce;

/// <summary>The network of a training's end, scored in one way.</summary>
/// <param name="Scoring">The name of an <see cref="AnomalyScoring"/>.</param>
/// <param name="ImageAuRoc">ML.NET's own figure.</param>
/// <param name="PixelAuRoc">Of all pixels of the test images.</param>
/// <param name="AuPro">Area under the per-region overlap.</param>
internal sealed record FinalScoring(string Scoring, double ImageAuRoc, double PixelAuRoc, double AuPro)
{
    public static FinalScoring Of(AnomalyScoring scoring, Accuracy accuracy) => new(scoring.ToString(), accuracy.ImageAuRoc, accuracy.Pixels.PixelAuRoc, accuracy.Pixels.AuPro);
}
