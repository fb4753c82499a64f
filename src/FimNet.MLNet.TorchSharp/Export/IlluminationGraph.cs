using FimNet.MLNet.Onnx;
using FimNet.MLNet.Training;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>Brings images to one mean and one standard deviation of grey levels, and back.</summary>
internal static class IlluminationGraph
{
    /// <summary>Output of <see cref="Build"/>: [batch, 1, 1, 1], as is <see cref="Offset"/>.</summary>
    public const string Gain = "gain";

    /// <summary>Output of <see cref="Build"/>.</summary>
    public const string Offset = "offset";

    // So few numbers of at most 128 that floats add them up, and their squares, without rounding.
    private const int Chunk = PatchGraph.PatchSize;

    // Takes half of the squares' size away, which keeps their sums small.
    private const float Middle = 128;

    // Values further from the mean than so many deviations do not count in the next round. Of those that counted, at least three quarters are nearer.
    private const float Reach = 2;

    private const int Rounds = 2;

    /// <summary>A graph of its own for the trainer: images, uint8 [batch, H, W, 3], to what brings them to the usual illumination.</summary>
    public static byte[] Build(int imageWidth, int imageHeight)
    {
        var graph = new OnnxGraphBuilder();
        Names illumination = Append(graph, PreprocessingGraph.Append(graph, imageWidth, imageHeight), imageWidth, imageHeight);
        graph.Output(Gain, illumination.Gain, "batch", 1, 1, 1);
        graph.Output(Offset, illumination.Offset, "batch", 1, 1, 1);
        return graph.ToModel();
    }

    /// <summary>
    /// What an image's own mean and deviation make its gain and offset, one for all its pixels and channels. Both are taken again without the values that were far off,
    /// and once more, so that a dark hole does not brighten what is around it. The sums are exact: neither the number of threads nor that of images in a batch moves a bit.
    /// </summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="levels">Whole grey levels 0 to 255, [batch, 3, H, W].</param>
    /// <param name="imageWidth">W.</param>
    /// <param name="imageHeight">H.</param>
    public static Names Append(OnnxGraphBuilder graph, string levels, int imageWidth, int imageHeight)
    {
        long values = 3L * imageWidth * imageHeight;
        string chunks = graph.Node("Reshape", [graph.Node("Sub", [levels, graph.Scalar(Middle)]), graph.Integers(-1, values / Chunk, Chunk)]);
        (string mean, string deviation) = Moments(graph, chunks, Double(graph, graph.Scalar(values)));

        for (int round = 0; round < Rounds; round++)
        {
            string distance = graph.Node("Abs", [graph.Node("Sub", [chunks, Single(graph, mean)])]);
            string limit = Single(graph, graph.Node("Mul", [deviation, Double(graph, graph.Scalar(Reach))]));
            string far = graph.Node("Greater", [distance, limit]);
            string count = Sum(graph, graph.Node("Where", [far, graph.Scalar(0), graph.Scalar(1)]));
            (mean, deviation) = Moments(graph, graph.Node("Where", [far, graph.Scalar(0), chunks]), count);
        }

        string gain = graph.Node("Div", [Double(graph, graph.Scalar(Illumination.Deviation)), deviation]);
        string level = graph.Node("Add", [mean, Double(graph, graph.Scalar(Middle))]);
        string offset = graph.Node("Sub", [Double(graph, graph.Scalar(Illumination.Mean)), graph.Node("Mul", [gain, level])]);
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

    /// <returns>Mean, and deviation if it is not below the least one, of as many values as <paramref name="count"/> says: doubles [batch, 1, 1].</returns>
    private static (string Mean, string Deviation) Moments(OnnxGraphBuilder graph, string chunks, string count)
    {
        string mean = graph.Node("Div", [Sum(graph, chunks), count]);
        string square = graph.Node("Div", [Sum(graph, graph.Node("Mul", [chunks, chunks])), count]);
        string variance = graph.Node("Sub", [square, graph.Node("Mul", [mean, mean])]);
        string least = Double(graph, graph.Scalar(Illumination.LeastDeviation * Illumination.LeastDeviation));
        return (mean, graph.Node("Sqrt", [graph.Node("Max", [variance, least])]));
    }

    /// <returns>Doubles [batch, 1, 1].</returns>
    private static string Sum(OnnxGraphBuilder graph, string chunks)
    {
        string sums = graph.Node("ReduceSum", [chunks, graph.Integers(2)], Attribute("keepdims", 1));
        return graph.Node("ReduceSum", [Double(graph, sums), graph.Integers(1)], Attribute("keepdims", 1));
    }

    private static string PerImage(OnnxGraphBuilder graph, string value) => graph.Node("Reshape", [Single(graph, value), graph.Integers(-1, 1, 1, 1)]);

    private static string Double(OnnxGraphBuilder graph, string value) => Cast(graph, value, TensorProto.Types.DataType.Double);

    private static string Single(OnnxGraphBuilder graph, string value) => Cast(graph, value, TensorProto.Types.DataType.Float);

    private static string Cast(OnnxGraphBuilder graph, string value, TensorProto.Types.DataType type) => graph.Node("Cast", [value], Attribute("to", (long)type));

    /// <summary>The names of an image's gain and offset, [batch, 1, 1, 1] each: a grey level x becomes gain x + offset.</summary>
    internal sealed record Names(string Gain, string Offset);
}
