using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Export;

/// <summary>
/// How the image itself looks around every cell of 8x8 pixels, and what residuals a good surface that looks so leaves. The look is taken from the surroundings and as a mean of
/// logarithms, so that a small strong defect weighs little in it.
/// </summary>
internal static class AppearanceGraph
{
    // In cells: wide enough that defects of a usual size do not explain themselves.
    private const double Sigma = 4;

    // Features are of the order of 1; below this energy they are at rest.
    private const float EnergyFloor = 1e-5f;

    // In standard deviations: beyond what good images show, the line that was fitted to them is not followed.
    private const float MostDeviation = 2;

    /// <returns>Logarithms of the local energies of the image's features, [n, <see cref="ResidualGraph.Channels"/>, H/8, W/8].</returns>
    public static string Append(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals)
    {
        string energy = ResidualGraph.AppendEnergy(graph, options, [.. ResidualGraph.Levels.Select(residuals.OfImage)]);
        string logarithm = graph.Node("Log", [graph.Node("Add", [energy, graph.Scalar(EnergyFloor)])]);
        return ResidualGraph.AppendSmoothing(graph, options, logarithm, Sigma);
    }

    /// <summary>The logarithms of difference maps, averaged over cells: what is fitted to the appearance.</summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="differences">[n, maps, H, W].</param>
    /// <param name="floors">What is added to each map before the logarithm.</param>
    /// <returns>[n, maps, H/8, W/8].</returns>
    public static string AppendLogDifferences(OnnxGraphBuilder graph, string differences, float[] floors) =>
        graph.Pooled(graph.Node("Log", [graph.Node("Add", [differences, graph.Initializer("difference.floors", [floors.Length, 1, 1], floors)])]), ResidualGraph.Cell);

    /// <returns>The appearance in standard deviations from that of good images, [n, <see cref="ResidualGraph.Channels"/>, H/8 * W/8].</returns>
    public static string AppendStandardised(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals, AppearanceModel model)
    {
        int channels = ResidualGraph.Channels;
        string centred = graph.Node("Sub", [Append(graph, options, residuals), graph.Initializer("appearance.mean", [channels, 1, 1], model.Mean)]);
        string standard = graph.Node("Div", [centred, graph.Initializer("appearance.deviation", [channels, 1, 1], model.Deviation)]);
        string clipped = graph.Node("Clip", [standard, graph.Scalar(-MostDeviation), graph.Scalar(MostDeviation)]);
        return graph.Node("Reshape", [clipped, graph.Integers(0, channels, -1)]);
    }

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The image's size.</param>
    /// <param name="difference">A difference map, [n, 1, H, W].</param>
    /// <param name="standardised">That of <see cref="AppendStandardised"/>.</param>
    /// <param name="model">What is usual.</param>
    /// <param name="map">Which of the difference maps it is, counting from 0.</param>
    /// <returns>The map over what is usual where the image looks so, [n, 1, H, W].</returns>
    public static string AppendRelativeDifference(OnnxGraphBuilder graph, GraphOptions options, string difference, string standardised, AppearanceModel model, int map)
    {
        string usual = AppendUsual(graph, options, $"appearance.difference{map}", standardised, model.LogDifferences[map]);
        return graph.Node("Div", [difference, graph.Node("Exp", [graph.Resize(usual, options.ImageHeight, options.ImageWidth)])]);
    }

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The image's size.</param>
    /// <param name="descriptor">[n, <see cref="ResidualGraph.DescriptorSize"/>, H/8, W/8].</param>
    /// <param name="standardised">That of <see cref="AppendStandardised"/>.</param>
    /// <param name="model">What is usual.</param>
    /// <returns>The descriptor less what is usual where the image looks so, the same shape.</returns>
    public static string AppendRelativeDescriptor(OnnxGraphBuilder graph, GraphOptions options, string descriptor, string standardised, AppearanceModel model) =>
        graph.Node("Sub", [descriptor, AppendUsual(graph, options, "appearance.descriptor", standardised, model.Descriptor)]);

    /// <returns>[n, rows of the matrix, H/8, W/8], 0 where the appearance is that of the mean.</returns>
    private static string AppendUsual(OnnxGraphBuilder graph, GraphOptions options, string name, string standardised, float[] slopes)
    {
        int rows = slopes.Length / ResidualGraph.Channels;
        string usual = graph.Node("MatMul", [graph.Initializer(name, [rows, ResidualGraph.Channels], slopes), standardised]);
        return graph.Node("Reshape", [usual, graph.Integers(0, rows, options.ImageHeight / ResidualGraph.Cell, options.ImageWidth / ResidualGraph.Cell)]);
    }
}
