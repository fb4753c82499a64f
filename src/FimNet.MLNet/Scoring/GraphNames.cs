namespace FimNet.MLNet.Scoring;

/// <summary>The names of the graph's input and outputs: the contract between the exporter and whoever runs the graph.</summary>
internal static class GraphNames
{
    /// <summary>The version of ONNX's operators: the first whose Resize has an antialias attribute.</summary>
    public const int Opset = 18;

    /// <summary>uint8 [batch, height, width, 3], RGB, any size.</summary>
    public const string Image = "image";

    /// <summary>float [batch, H, W].</summary>
    public const string AnomalyMap = "anomaly_map";

    /// <summary>float [batch].</summary>
    public const string Score = "score";

    /// <summary>uint8 [batch, H, W, 3], RGB.</summary>
    public const string Reconstruction = "reconstruction";
}
