using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>RGB bytes of any size to the model's size. Training and scoring both run these very nodes.</summary>
internal static class PreprocessingGraph
{
    public const string Resized = "resized";

    /// <summary>A graph of its own for the trainer: uint8 [batch, height, width, 3] to uint8 [batch, H, W, 3].</summary>
    public static byte[] Build(int imageWidth, int imageHeight)
    {
        var graph = new OnnxGraphBuilder();
        string levels = Append(graph, imageWidth, imageHeight);
        AppendToBytes(graph, levels, level: 1, Resized, imageWidth, imageHeight);
        return graph.ToModel();
    }

    /// <summary>Appends the graph's input and the resize; gives grey levels [batch, 3, H, W] as whole numbers 0 to 255.</summary>
    public static string Append(OnnxGraphBuilder graph, int imageWidth, int imageHeight)
    {
        string image = graph.Input(GraphNames.Image, TensorProto.Types.DataType.Uint8, "batch", "height", "width", 3);
        string planes = graph.Node("Transpose", [graph.Node("Cast", [image], Attribute("to", (long)TensorProto.Types.DataType.Float))], Attribute("perm", 0, 3, 1, 2));
        string resized = graph.Resize(planes, imageHeight, imageWidth, Attribute("antialias", 1));

        // The training cache holds bytes: rounding here makes scoring see exactly what training saw.
        return graph.Node("Round", [resized]);
    }

    /// <summary>Grey levels 0 to 255 to the network's range [-1, 1].</summary>
    public static string AppendNormalisation(OnnxGraphBuilder graph, string levels) =>
        graph.Node("Sub", [graph.Node("Div", [levels, graph.Scalar(127.5f)]), graph.Scalar(1f)]);

    /// <summary>Brightness [batch, 3, H, W], 0 for black, as an output of bytes [batch, H, W, 3], rounded and limited to 0 to 255.</summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="brightness">The value.</param>
    /// <param name="level">What one grey level is in the value's units.</param>
    /// <param name="outputName">The output.</param>
    /// <param name="imageWidth">W.</param>
    /// <param name="imageHeight">H.</param>
    public static void AppendToBytes(OnnxGraphBuilder graph, string brightness, float level, string outputName, int imageWidth, int imageHeight)
    {
        string bytes = graph.Node("QuantizeLinear", [brightness, graph.Scalar(level), graph.Byte(0)]);
        graph.NamedNode(outputName, "Transpose", [bytes], Attribute("perm", 0, 2, 3, 1));
        graph.Output(outputName, TensorProto.Types.DataType.Uint8, "batch", imageHeight, imageWidth, 3);
    }
}
