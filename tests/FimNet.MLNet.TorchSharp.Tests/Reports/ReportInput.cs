using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Reports;

/// <summary>A row as a model scores it, but with scores and maps chosen by the test.</summary>
internal class ReportInput
{
    [ImageType(64, 128)]
    public MLImage Image { get; set; } = TestModel.Image(128, 64, seed: 1).ToMLImage();

    public string ImagePath { get; set; } = "";

    public float Score { get; set; }

    [VectorType(64, 128)]
    public float[] AnomalyMap { get; set; } = new float[64 * 128];

    /// <summary>A map that is high in its left part.</summary>
    public static float[] MapOf(float left, float right, int border = 32) => [.. Enumerable.Range(0, 64 * 128).Select(i => i % 128 < border ? left : right)];
}

/// <summary>The same with a label, and with what a segmentation is evaluated from.</summary>
internal sealed class LabelledReportInput : ReportInput
{
    public float Label { get; set; }

    public string Defect { get; set; } = "good";

    public string MaskPath { get; set; } = "";
}
