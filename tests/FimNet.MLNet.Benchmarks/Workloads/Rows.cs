using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Workloads;

internal sealed class ImagePathRow
{
    public string ImagePath { get; set; } = "";
}

internal sealed class ScoreRow
{
    public float Score { get; set; }

    [VectorType]
    public float[] AnomalyMap { get; set; } = [];
}
