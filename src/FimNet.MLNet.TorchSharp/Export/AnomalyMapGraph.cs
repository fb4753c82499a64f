using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Statistics;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// Image and reconstruction to anomaly map and score: the difference maps, alone or with the statistics of the residuals, and the reduction to one number.
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
        AnomalyScoring.PixelDifference => DifferenceMaps.AppendPixels(graph, options, image, reconstruction),
        AnomalyScoring.Mhfd => DifferenceMaps.AppendMhfd(graph, options, new FeatureResiduals(graph, network, options.FeatureLevels, image, reconstruction)),
        _ => Surprise(graph, network, options, statistics!, image, reconstruction),
    };

    /// <summary>The difference maps, and how far residuals are from good ones; all beside what is usual where the image looks so, if the model knows.</summary>
    /// <returns>[batch, 1, H, W] each, and [batch, 1, H/8, W/8].</returns>
    public static (IReadOnlyList<string> Differences, string Distance) AppendMaps(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals, ResidualModel model)
    {
        IReadOnlyList<string> differences = DifferenceMaps.Append(graph, options, residuals);
        string descriptor = ResidualGraph.AppendDescriptor(graph, ResidualGraph.AppendMoments(graph, options, residuals), model.EnergyFloor);
        if (model.Appearance is { } usual)
        {
            string appearance = AppearanceGraph.AppendStandardised(graph, options, residuals, usual);
            differences = [.. differences.Select((map, i) => AppearanceGraph.AppendRelativeDifference(graph, options, map, appearance, usual, i))];
            descriptor = AppearanceGraph.AppendRelativeDescriptor(graph, options, descriptor, appearance, usual);
        }

        return (differences, ResidualGraph.AppendDistance(graph, options, descriptor, model));
    }

    /// <summary>All maps as surprises, joined into one.</summary>
    private static string Surprise(OnnxGraphBuilder graph, NetworkGraph network, GraphOptions options, SurfaceStatistics statistics, string image, string reconstruction)
    {
        var residuals = new FeatureResiduals(graph, network, options.FeatureLevels.Concat(ResidualGraph.Levels), image, reconstruction);
        (IReadOnlyList<string> differences, string distance) = AppendMaps(graph, options, residuals, statistics.Residual);
        string[] surprises = [.. differences.Select((map, i) => TailGraph.Append(graph, $"difference_tail{i}", map, statistics.DifferenceTails[i]))];
        string unusual = graph.Resize(TailGraph.Append(graph, "residual_tail", distance, statistics.ResidualTail), options.ImageHeight, options.ImageWidth);
        return options.Scoring == AnomalyScoring.ConditionalFusion ? SurpriseFusion.Append(graph, surprises, unusual) : graph.Node("Max", [.. surprises, unusual]);
    }

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
