using FimNet.MLNet.Onnx;
using FimNet.MLNet.Training;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>Brings images to one mean and one standard deviation of grey levels, and back.</summary>
internal static class IlluminationGraph
{
    /// <summary>The names of an image's gain and offset, [batch, 1, 1, 1] each: a grey level x becomes gain x + offset.</summary>
    internal sealed record Names(string Gain, string Offset);

    // So few numbers of at most 128 that floats add them up, and their squares, without rounding.
    private const int Chunk = PatchGraph.PatchSize;

    // Takes half of the squares' size away, which keeps their sums small.
    private const float Middle = 128;

    /// <summary>
    /// What an image's own mean and deviation make its gain and offset, one for all its pixels and channels. The sums are exact, so that neither the number of threads nor that of images in a batch moves a bit.
    /// </summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="levels">Whole grey levels 0 to 255, [batch, 3, H, W].</param>
    /// <param name="imageWidth">W.</param>
    /// <param name="imageHeight">H.</param>
    public static Names Append(OnnxGraphBuilder graph, string levels, int imageWidth, int imageHeight)
    {
        long values = 3L * imageWidth * imageHeight;
        string chunks = graph.Node("Reshape", [graph.Node("Sub", [levels, graph.Scalar(Middle)]), graph.Integers(-1, values / Chunk, Chunk)]);
        string mean = Mean(graph, chunks, values);
        string variance = graph.Node("Sub", [Mean(graph, graph.Node("Mul", [chunks, chunks]), values), graph.Node("Mul", [mean, mean])]);
        string deviation = graph.Node("Sqrt", [graph.Node("Max", [variance, Wide(graph, Illumination.LeastDeviation * Illumination.LeastDeviation)])]);
        string gain = graph.Node("Div", [Wide(graph, Illumination.Deviation), deviation]);
        string offset = graph.Node("Sub", [Wide(graph, Illumination.Mean), graph.Node("Mul", [gain, graph.Node("Add", [mean, Wide(graph, Middle)])])]);
        return new Names(PerImage(graph, gain), PerImage(graph, offset));
    }

    /// <returns>Whole grey levels 0 to 255, as those of the input.</returns>
    public static string AppendNormalisation(OnnxGraphBuilder graph, string levels, Names illumination)
    {
        string moved = graph.Node("Add", [graph.Node("Mul", [levels, illumination.Gain]), illumination.Offset]);
        return graph.Node("Round", [graph.Node("Clip", [moved, graph.Scalar(0), graph.Scalar(255)])]);
    }

    /// <returns>Grey levels under the image's own illumination, not limited.</returns>
    public static string AppendInverse(OnnxGraphBuilder graph, string levels, Names illumination) =>
        graph.Node("Div", [graph.Node("Sub", [levels, illumination.Offset]), illumination.Gain]);

    private static string Mean(OnnxGraphBuilder graph, string chunks, long values)
    {
        string sums = graph.Node("Cast", [Sum(graph, chunks, axis: 2)], Attribute("to", (long)TensorProto.Types.DataType.Double));
        return graph.Node("Div", [Sum(graph, sums, axis: 1), Wide(graph, values)]);
    }

    private static string Sum(OnnxGraphBuilder graph, string values, int axis) => graph.Node("ReduceSum", [values, graph.Integers(axis)], Attribute("keepdims", 1));

    private static string Wide(OnnxGraphBuilder graph, float value) => graph.Node("Cast", [graph.Scalar(value)], Attribute("to", (long)TensorProto.Types.DataType.Double));

    private static string PerImage(OnnxGraphBuilder graph, string value) =>
        graph.Node("Reshape", [graph.Node("Cast", [value], Attribute("to", (long)TensorProto.Types.DataType.Float)), graph.Integers(-1, 1, 1, 1)]);
}
