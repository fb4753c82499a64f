using FimNet.MLNet.Network;
using FimNet.MLNet.Statistics;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// How unusual the residual, the difference of the encoder's features of image and reconstruction, is around every cell of 8x8 pixels. A difference map asks whether it is
/// large; its local mean and energy, channel by channel, also tell when it is smaller than good surfaces leave, as on a worn spot, or patterned in another way.
/// </summary>
internal static class ResidualGraph
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int Cell = 8;

    // In cells: a defect that is worth a look is larger than one, and energy of fewer elements says little.
    private const double Sigma = 0.5;

    /// <summary>The encoder's layers whose residuals are looked at: those with the finest features.</summary>
    public static IReadOnlyList<int> Levels { get; } = [1, 2];

    /// <summary>Number of features that a cell's mean and energy are taken of.</summary>
    public static int Channels { get; } = Levels.Sum(level => Encoder.Layers[level - 1].Outputs);

    /// <summary>Number of entries of a cell's descriptor.</summary>
    public static int DescriptorSize => 2 * Channels;

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The image's size.</param>
    /// <param name="residuals">Those of <see cref="Levels"/> at least.</param>
    /// <returns>Local mean and local mean square, both [n, <see cref="Channels"/>, H/8, W/8].</returns>
    public static (string Mean, string Energy) AppendMoments(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals)
    {
        string[] values = Levels.Select(residuals.Of).ToArray();
        return (Local(graph, options, values), AppendEnergy(graph, options, values));
    }

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The image's size.</param>
    /// <param name="features">Those of <see cref="Levels"/>, [n, channels, h, w] each.</param>
    /// <returns>Their local mean square, [n, <see cref="Channels"/>, H/8, W/8].</returns>
    public static string AppendEnergy(OnnxGraphBuilder graph, GraphOptions options, IReadOnlyList<string> features) =>
        Local(graph, options, [.. features.Select(value => graph.Node("Mul", [value, value]))]);

    /// <summary>A cell's means and the logarithms of its energies, which on good surfaces follow a Gaussian far better than the energies do.</summary>
    /// <returns>[n, <see cref="DescriptorSize"/>, H/8, W/8].</returns>
    public static string AppendDescriptor(OnnxGraphBuilder graph, (string Mean, string Energy) moments, float[] energyFloor)
    {
        string floored = graph.Node("Add", [moments.Energy, graph.Initializer("residual.energy_floor", [energyFloor.Length, 1, 1], energyFloor)]);
        return graph.Node("Concat", [moments.Mean, graph.Node("Log", [floored])], Attribute("axis", 1));
    }

    /// <summary>The squared Mahalanobis distance of descriptors, over their size. A product of matrices and no convolution, so that it stays exact when a graph is quantized.</summary>
    /// <returns>[n, 1, H/8, W/8].</returns>
    public static string AppendDistance(OnnxGraphBuilder graph, GraphOptions options, string descriptor, ResidualModel model)
    {
        string centred = graph.Node("Sub", [descriptor, graph.Initializer("residual.mean", [DescriptorSize, 1, 1], model.Mean)]);
        string columns = graph.Node("Reshape", [centred, graph.Integers(0, DescriptorSize, -1)]);
        string white = graph.Node("MatMul", [graph.Initializer("residual.whitening", [DescriptorSize, DescriptorSize], model.Whitening), columns]);
        string distance = graph.Node("ReduceMean", [graph.Node("Mul", [white, white]), graph.Integers(1)], Attribute("keepdims", 1));
        return graph.Node("Reshape", [distance, graph.Integers(0, 1, options.ImageHeight / Cell, options.ImageWidth / Cell)]);
    }

    /// <param name="graph">The graph to append to.</param>
    /// <param name="options">The image's size.</param>
    /// <param name="cells">[n, <see cref="Channels"/>, H/8, W/8].</param>
    /// <param name="sigma">Standard deviation in cells.</param>
    /// <returns>The same shape.</returns>
    public static string AppendSmoothing(OnnxGraphBuilder graph, GraphOptions options, string cells, double sigma)
    {
        int height = options.ImageHeight / Cell;
        int width = options.ImageWidth / Cell;
        string planes = graph.Node("Reshape", [cells, graph.Integers(-1, 1, height, width)]);
        return graph.Node("Reshape", [GaussianSmoothing.Append(graph, planes, sigma), graph.Integers(-1, Channels, height, width)]);
    }

    private static string Local(OnnxGraphBuilder graph, GraphOptions options, IReadOnlyList<string> features)
    {
        int width = options.ImageWidth / Cell;
        string[] cells = Levels.Zip(features, (level, value) => graph.Pooled(value, Encoder.OutputSide(level, options.ImageWidth) / width)).ToArray();
        return AppendSmoothing(graph, options, graph.Node("Concat", cells, Attribute("axis", 1)), Sigma);
    }
}
