using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Statistics;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// Image and reconstruction to anomaly map and score: MHFD (Eqs. 15 and 16), alone or with the statistics of the residuals, or the pixel difference; smoothing, and the
/// reduction to one number.
/// </summary>
internal static class AnomalyMapGraph
{
    /// <param name="graph">The graph to append to.</param>
    /// <param name="network">The encoder's layers.</param>
    /// <param name="options">Levels, sizes, smoothing and reduction.</param>
    /// <param name="statistics">What good images say; null for <see cref="AnomalyScoring.Mhfd"/> and <see cref="AnomalyScoring.PixelDifference"/>, which need nothing.</param>
    /// <param name="normalization">What the maps of good images say; null for the map as it is.</param>
    /// <param name="image">[batch, 3, H, W] in [-1, 1].</param>
    /// <param name="reconstruction">The same shape and range.</param>
    public static void Append(
        OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, SurfaceStatistics? statistics, MapNormalization? normalization, string image, string reconstruction)
    {
        string map = AppendMap(graph, network, options, statistics, image, reconstruction);
        (map, string scored) = normalization is null ? (map, map) : MapNormalizationGraph.Append(graph, options, map, normalization);
        graph.NamedNode(GraphNames.AnomalyMap, "Squeeze", [map, graph.Integers(1)]);
        graph.Output(GraphNames.AnomalyMap, TensorProto.Types.DataType.Float, "batch", options.ImageHeight, options.ImageWidth);
        AppendScore(graph, options, scored);
        graph.Output(GraphNames.Score, TensorProto.Types.DataType.Float, "batch");
    }

    /// <summary>The map as the scoring has it, not normalised.</summary>
    /// <returns>[batch, 1, H, W].</returns>
    public static string AppendMap(OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, SurfaceStatistics? statistics, string image, string reconstruction) => options.Scoring switch
    {
        AnomalyScoring.PixelDifference => Smoothed(graph, options, MeanSquaredDifference(graph, image, reconstruction)),
        AnomalyScoring.Mhfd => AppendMhfd(graph, options, new FeatureResiduals(graph, network, options.FeatureLevels, image, reconstruction)),
        _ => Surprise(graph, network, options, statistics!, image, reconstruction),
    };

    /// <summary>
    /// Eqs. (15) and (16), and smoothing. Upsampling is linear, so levels of one size are weighted and added before it; squares and means
    /// are written as products and convolutions because those work in the layout that the encoder's convolutions leave.
    /// </summary>
    /// <returns>[batch, 1, H, W].</returns>
    public static string AppendMhfd(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals)
    {
        double receptiveFields = options.FeatureLevels.Sum(level => Encoder.ReceptiveFields[level - 1]);
        IEnumerable<string> upsampled = options.FeatureLevels
            .GroupBy(level => Encoder.OutputSide(level, options.ImageWidth))
            .Select(levels => levels
                .Select(level => WeightedSquare(graph, level, residuals.Of(level), (float)(Encoder.ReceptiveFields[level - 1] / receptiveFields)))
                .Aggregate((sum, map) => graph.Node("Add", [sum, map])))
            .Select(map => graph.Resize(map, options.ImageHeight, options.ImageWidth));
        return Smoothed(graph, options, graph.Node("Sum", upsampled));
    }

    /// <summary>The MHFD map, and how far residuals are from good ones; both beside what is usual where the image looks so, if the model knows.</summary>
    /// <returns>[batch, 1, H, W], and [batch, 1, H/8, W/8].</returns>
    public static (string Mhfd, string Distance) AppendMaps(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals, ResidualModel model)
    {
        string mhfd = AppendMhfd(graph, options, residuals);
        string descriptor = ResidualGraph.AppendDescriptor(graph, ResidualGraph.AppendMoments(graph, options, residuals), model.EnergyFloor);
        if (model.Appearance is { } usual)
        {
            string appearance = AppearanceGraph.AppendStandardised(graph, options, residuals, usual);
            mhfd = AppearanceGraph.AppendRelativeMhfd(graph, options, mhfd, appearance, usual);
            descriptor = AppearanceGraph.AppendRelativeDescriptor(graph, options, descriptor, appearance, usual);
        }

        return (mhfd, ResidualGraph.AppendDistance(graph, options, descriptor, model));
    }

    /// <summary>Both maps as surprises; of each pixel the greater counts.</summary>
    private static string Surprise(OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, SurfaceStatistics statistics, string image, string reconstruction)
    {
        var residuals = new FeatureResiduals(graph, network, options.FeatureLevels.Concat(ResidualGraph.Levels), image, reconstruction);
        (string mhfd, string distance) = AppendMaps(graph, options, residuals, statistics.Residual);
        string large = TailGraph.Append(graph, "mhfd_tail", mhfd, statistics.MhfdTail);
        string unusual = TailGraph.Append(graph, "residual_tail", distance, statistics.ResidualTail);
        return graph.Node("Max", [large, graph.Resize(unusual, options.ImageHeight, options.ImageWidth)]);
    }

    /// <summary>The square of a level's residual, averaged over the channels, times its weight.</summary>
    private static string WeightedSquare(OnnxGraphBuilder graph, int level, string residual, float weight)
    {
        int channels = Encoder.Layers[level - 1].Outputs;
        string mean = graph.Initializer($"difference.level{level}", [1, channels, 1, 1], Enumerable.Repeat(weight / channels, channels).ToArray());
        return graph.Node("Conv", [graph.Node("Mul", [residual, residual]), mean], Attribute("kernel_shape", 1, 1));
    }

    private static string MeanSquaredDifference(OnnxGraphBuilder graph, string first, string second)
    {
        string difference = graph.Node("Sub", [first, second]);
        return graph.Node("ReduceMean", [graph.Node("Mul", [difference, difference]), graph.Integers(1)], Attribute("keepdims", 1));
    }

    private static string Smoothed(OnnxGraphBuilder graph, GraphOptions options, string map) =>
        options.SmoothingSigma > 0 ? GaussianSmoothing.Append(graph, map, options.SmoothingSigma) : map;

    private static void AppendScore(OnnxGraphBuilder graph, GraphOptions options, string map)
    {
        if (options.ScoreTopFraction == 0)
        {
            graph.NamedNode(GraphNames.Score, "ReduceMax", [map, graph.Integers(1, 2, 3)], Attribute("keepdims", 0));
            return;
        }

        int area = options.ImageWidth * options.ImageHeight;
        long highest = Math.Max(1, (long)Math.Round(options.ScoreTopFraction * area));
        string flat = graph.Node("Reshape", [map, graph.Integers(-1, area)]);
        string values = graph.NodeWithOutputs("TopK", 2, [flat, graph.Integers(highest)], Attribute("axis", 1))[0];
        graph.NamedNode(GraphNames.Score, "ReduceMean", [values, graph.Integers(1)], Attribute("keepdims", 0));
    }
}
