using FimNet.MLNet;

namespace Reproduce;

/// <summary>The network of a training's end, scored in one way.</summary>
/// <param name="Scoring">The name of an <see cref="AnomalyScoring"/>.</param>
/// <param name="NormalizeByPosition">As <see cref="FimNetOptions.NormalizeByPosition"/>.</param>
/// <param name="NormalizeBackground">As <see cref="FimNetOptions.NormalizeBackground"/>.</param>
/// <param name="ImageAuRoc">ML.NET's own figure.</param>
/// <param name="PixelAuRoc">Of all pixels of the test images.</param>
/// <param name="AuPro">Area under the per-region overlap.</param>
internal sealed record FinalScoring(string Scoring, bool NormalizeByPosition, bool NormalizeBackground, double ImageAuRoc, double PixelAuRoc, double AuPro)
{
    public static FinalScoring Of(FimNetOptions options, Accuracy accuracy) => new(
        options.AnomalyScoring.ToString(), options.NormalizeByPosition, options.NormalizeBackground, accuracy.ImageAuRoc, accuracy.Pixels.PixelAuRoc, accuracy.Pixels.AuPro);
}
