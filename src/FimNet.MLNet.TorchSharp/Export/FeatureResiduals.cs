using FimNet.MLNet.Network;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>The differences of the encoder's features of an image and of its reconstruction, level by level, each appended to the graph once.</summary>
internal sealed class FeatureResiduals
{
    private readonly Dictionary<int, string> _residuals;
    private readonly string[] _ofImage;

    /// <param name="graph">The graph to append to.</param>
    /// <param name="network">The encoder's layers.</param>
    /// <param name="levels">The layers, 1 to 6; one named twice counts once.</param>
    /// <param name="image">[batch, 3, H, W] in [-1, 1].</param>
    /// <param name="reconstruction">The same shape and range.</param>
    public FeatureResiduals(OnnxGraphBuilder graph, NetworkGraph network, IEnumerable<int> levels, string image, string reconstruction)
    {
        Image = image;
        Reconstruction = reconstruction;
        int[] distinct = levels.Distinct().ToArray();
        _ofImage = network.AppendEncoder(graph, image, distinct.Max());
        string[] ofReconstruction = network.AppendEncoder(graph, reconstruction, distinct.Max());
        _residuals = distinct.ToDictionary(level => level, level => Difference(graph, level, _ofImage[level - 1], ofReconstruction[level - 1]));
    }

    /// <summary>[batch, 3, H, W] in [-1, 1].</summary>
    public string Image { get; }

    /// <summary>The same shape and range.</summary>
    public string Reconstruction { get; }

    /// <summary>[batch, channels, h, w].</summary>
    public string Of(int level) => _residuals[level];

    /// <summary>The image's own features, [batch, channels, h, w].</summary>
    public string OfImage(int level) => _ofImage[level - 1];

    /// <summary>The sign is turned by a convolution, which works in the layout that the encoder's convolutions leave.</summary>
    private static string Difference(OnnxGraphBuilder graph, int level, string first, string second)
    {
        int channels = Encoder.Layers[level - 1].Outputs;
        string minusOne = graph.Initializer($"difference.minus_one.{channels}", [channels, 1, 1, 1], Enumerable.Repeat(-1f, channels).ToArray());
        string negative = graph.Node("Conv", [second, minusOne], Attribute("kernel_shape", 1, 1), Attribute("group", channels));
        return graph.Node("Add", [first, negative]);
    }
}
