using System.Text.Json.Serialization;
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
    /// <summary>The way, in words.</summary>
    [JsonIgnore]
    public string Way => Scoring + (NormalizeByPosition, NormalizeBackground) switch
    {
        (true, true) => ", by position and background",
        (true, false) => ", by position",
        (false, true) => ", by background",
        _ => "",
    };

    public static FinalScoring Of(FimNetOptions options, double imageAuRoc, double pixelAuRoc, double auPro) =>
        new(options.AnomalyScoring.ToString(), options.NormalizeByPosition, options.NormalizeBackground, imageAuRoc, pixelAuRoc, auPro);
}
