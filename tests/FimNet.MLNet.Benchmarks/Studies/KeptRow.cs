using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>What evaluation takes from a scored view.</summary>
internal sealed class KeptRow
{
    [VectorType]
    public float[] AnomalyMap { get; set; } = [];

    public string ImagePath { get; set; } = "";

    public string MaskPath { get; set; } = "";

    public string Defect { get; set; } = "";

    public float Label { get; set; }

    public float Score { get; set; }

    public bool PredictedLabel { get; set; }
}
