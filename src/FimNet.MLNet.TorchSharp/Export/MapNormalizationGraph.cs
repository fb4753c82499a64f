using FimNet.MLNet.Statistics;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>A <see cref="MapNormalization"/> as nodes.</summary>
internal static class MapNormalizationGraph
{
    // All of it would make too much of a background that has another reason than the image's tone.
    private const float BackgroundShare = 0.25f;

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The map's size.</param>
    /// <param name="map">[batch, 1, H, W].</param>
    /// <param name="normalization">What good images say.</param>
    /// <returns>The map to look at and the one that the score is taken of, both of the same shape.</returns>
    public static (string Map, string Scored) Append(OnnxGraphBuilder graph, GraphOptions options, string map, MapNormalization normalization)
    {
        string shown = map, scored = map;
        if (normalization.Positions is { } positions)
        {
            long[] shape = [1, 1, options.ImageHeight, options.ImageWidth];
            shown = graph.Node("Add", [map, graph.Initializer("position.shift", shape, positions.Shift)]);
            string mean = graph.Scalar(positions.Mean);
            string scaled = graph.Node("Mul", [graph.Node("Sub", [shown, mean]), graph.Initializer("position.gain", shape, positions.Gain)]);
            scored = graph.Node("Add", [scaled, mean]);
        }

        if (normalization.UsualBackground is { } usual)
        {
            string excess = graph.Node("Sub", [AppendBackground(graph, options, map), graph.Scalar(usual)]);
            shown = graph.Node("Sub", [shown, graph.Node("Mul", [excess, graph.Scalar(BackgroundShare)])]);
        }

        return (shown, scored);
    }

    /// <summary>The mean of those half of the cells whose means are lowest, of which a defect that covers less than half of the image is no part.</summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The map's size.</param>
    /// <param name="map">[batch, 1, H, W].</param>
    /// <returns>[batch, 1, 1, 1].</returns>
    public static string AppendBackground(OnnxGraphBuilder graph, GraphOptions options, string map)
    {
        int count = options.ImageHeight / ResidualGraph.Cell * (options.ImageWidth / ResidualGraph.Cell);
        string cells = graph.Node("Reshape", [graph.Pooled(map, ResidualGraph.Cell), graph.Integers(-1, count)]);
        string lowest = graph.NodeWithOutputs("TopK", 2, [cells, graph.Integers(count / 2)], Attribute("axis", 1), Attribute("largest", 0))[0];
        string mean = graph.Node("ReduceMean", [lowest, graph.Integers(1)], Attribute("keepdims", 1));
        return graph.Node("Reshape", [mean, graph.Integers(-1, 1, 1, 1)]);
    }
}
