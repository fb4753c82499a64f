using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Reports;

/// <summary>The settings and versions behind a report.</summary>
internal static class ReportSettings
{
    public static IReadOnlyList<ReportSetting> Of(ModelSettings model, FimNetReportOptions options, IReadOnlyList<ReportImage> images) =>
    [
        new("Images", Amounts(images)),
        new("Model's image size", $"{model.ImageWidth} x {model.ImageHeight}"),
        new("Image threshold", Threshold(model.Threshold, model.ScoreCalibration)),
        new("Pixel threshold", Threshold(model.ThresholdOfPixels, model.PixelCalibration)),
        new("Good images behind the p-values", Text(model.HeldBackScores.Count)),
        new("Weights", model.IsQuantized ? "8 bits" : "32 bits"),
        new("Intervals", options.BootstrapDraws == 0 ? "none" : $"{Text(options.BootstrapDraws)} bootstrap draws of whole images, seed {Text(options.Seed)}"),
        .. TrainerOptions(model.TrainerOptions),
        new("Trained with", $"FimNet.MLNet {model.LibraryVersion}"),
        new("Reported with", $"FimNet.MLNet {Version(typeof(FimNetTransformer))}, ML.NET {Version(typeof(MLContext))}, ONNX Runtime {Version(typeof(InferenceSession))}, {RuntimeInformation.FrameworkDescription}"),
    ];

    private static string Amounts(IReadOnlyList<ReportImage> images) =>
        $"{images.Count(i => i.IsDefective == false)} good, {images.Count(i => i.IsDefective == true)} defective, {images.Count(i => i.IsDefective is null)} without a label";

    private static string Threshold(float threshold, ThresholdCalibration? calibration) => calibration?.ToString() ?? threshold.ToString("g6", CultureInfo.InvariantCulture);

    /// <summary>The trainer's options as they stand in the model, one row each; those of a part of it have its name in front.</summary>
    private static IEnumerable<ReportSetting> TrainerOptions(JsonElement? options, string prefix = "Trainer: ") => options is not { ValueKind: JsonValueKind.Object } json
        ? []
        : json.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.Object
            ? TrainerOptions(property.Value, $"{prefix}{property.Name}.")
            : [new ReportSetting(prefix + property.Name, property.Value.ToString())]);

    private static string Version(Type type) => type.Assembly.GetName().Version!.ToString(3);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
