using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>Image and reconstruction to anomaly map and score: MHFD (Eqs. 15 and 16) or the pixel difference, smoothing, and the reduction to one number.</summary>
internal static class AnomalyMapGraph
{
    /// <param name="graph">The graph to append to.</param>
    /// <param name="network">The encoder's layers.</param>
    /// <param name="options">Levels, sizes, smoothing and reduction.</param>
    /// <param name="image">[batch, 3, H, W] in [-1, 1].</param>
    /// <param name="reconstruction">The same shape and range.</param>
    public static void Append(OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, string image, string reconstruction)
    {
        string map = options.Scoring == AnomalyScoring.Mhfd
            ? HierarchicalDifference(graph, network, options, image, reconstruction)
            : MeanSquaredDifference(graph, image, reconstruction);
        if (options.SmoothingSigma > 0)
        {
            map = Smooth(graph, map, options.SmoothingSigma);
        }

        graph.NamedNode(GraphNames.AnomalyMap, "Squeeze", [map, graph.Integers(1)]);
        graph.Output(GraphNames.AnomalyMap, TensorProto.Types.DataType.Float, "batch", options.ImageHeight, options.ImageWidth);
        AppendScore(graph, options);
        graph.Output(GraphNames.Score, TensorProto.Types.DataType.Float, "batch");
    }

    /// <summary>
    /// Eqs. (15) and (16). Upsampling is linear, so levels of one size are weighted and added before it; their differences, squares and means
    /// are written as convolutions and products because those work in the layout that the encoder's convolutions leave.
    /// </summary>
    private static string HierarchicalDifference(OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, string image, string reconstruction)
    {
        string[] ofImage = network.AppendEncoder(graph, image, options.FeatureLevels.Max());
        string[] ofReconstruction = network.AppendEncoder(graph, reconstruction, options.FeatureLevels.Max());
        double receptiveFields = options.FeatureLevels.Sum(level => Encoder.ReceptiveFields[level - 1]);
        IEnumerable<string> upsampled = options.FeatureLevels
            .GroupBy(level => Encoder.OutputSide(level, options.ImageWidth))
            .Select(levels => levels
                .Select(level => WeightedSquare(
                    graph, level, ofImage[level - 1], ofReconstruction[level - 1], (float)(Encoder.ReceptiveFields[level - 1] / receptiveFields)))
                .Aggregate((sum, map) => graph.Node("Add", [sum, map])))
            .Select(map => graph.Resize(map, options.ImageHeight, options.ImageWidth));
        return graph.Node("Sum", upsampled);
    }

    /// <summary>The squared difference of a level's features, averaged over the channels, times its weight.</summary>
    private static string WeightedSquare(OnnxGraphBuilder graph, int level, string first, string second, float weight)
    {
        int channels = Encoder.Layers[level - 1].Outputs;
        string minusOne = graph.Initializer($"difference.minus_one.{channels}", [channels, 1, 1, 1], Filled(channels, -1));
        string negative = graph.Node("Conv", [second, minusOne], Attribute("kernel_shape", 1, 1), Attribute("group", channels));
        string difference = graph.Node("Add", [first, negative]);
        string mean = graph.Initializer($"difference.level{level}", [1, channels, 1, 1], Filled(channels, weight / channels));
        return graph.Node("Conv", [graph.Node("Mul", [difference, difference]), mean], Attribute("kernel_shape", 1, 1));
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private static string MeanSquaredDifference(OnnxGraphBuilder graph, string first, string second)
    {
        string difference = graph.Node("Sub", [first, second]);
        return graph.Node("ReduceMean", [graph.Node("Mul", [difference, difference]), graph.Integers(1)], Attribute("keepdims", 1));
    }

    private static string Smooth(OnnxGraphBuilder graph, string map, double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        float[] kernel = GaussianKernel(sigma, radius);
        string padded = graph.Node("Pad", [map, graph.Integers(0, 0, radius, radius, 0, 0, radius, radius)], Attribute("mode", "edge"));
        string columns = graph.Node("Conv", [padded, graph.Initializer("smoothing.vertical", [1, 1, kernel.Length, 1], kernel)]);
        return graph.Node("Conv", [columns, graph.Initializer("smoothing.horizontal", [1, 1, 1, kernel.Length], kernel)]);
    }

    private static float[] GaussianKernel(double sigma, int radius)
    {
        double[] weights = Enumerable.Range(-radius, 2 * radius + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma))).ToArray();
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => (float)(w / sum));
    }

    private static void AppendScore(OnnxGraphBuilder graph, GraphOptions options)
    {
        if (options.ScoreTopFraction == 0)
        {
            graph.NamedNode(GraphNames.Score, "ReduceMax", [GraphNames.AnomalyMap, graph.Integers(1, 2)], Attribute("keepdims", 0));
            return;
        }

        int area = options.ImageWidth * options.ImageHeight;
        long highest = Math.Max(1, (long)Math.Round(options.ScoreTopFraction * area));
        string flat = graph.Node("Reshape", [GraphNames.AnomalyMap, graph.Integers(-1, area)]);
        string values = graph.NodeWithOutputs("TopK", 2, [flat, graph.Integers(highest)], Attribute("axis", 1))[0];
        graph.NamedNode(GraphNames.Score, "ReduceMean", [values, graph.Integers(1)], Attribute("keepdims", 0));
    }
}
