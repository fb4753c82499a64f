using FimNet.MLNet.Network;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>How large the difference of image and reconstruction is at each pixel, smoothed: of the features, of the pixels, or both.</summary>
internal static class DifferenceMaps
{
    private const int LastWithMargin = 5;

    /// <summary>How many maps a way of scoring looks at.</summary>
    public static int Count(AnomalyScoring scoring) => scoring == AnomalyScoring.ConditionalFusion ? 2 : 1;

    /// <returns>MHFD, and after it the pixel difference where the scoring fuses them; [batch, 1, H, W] each.</returns>
    public static IReadOnlyList<string> Append(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals)
    {
        string mhfd = AppendMhfd(graph, options, residuals);
        return options.Scoring == AnomalyScoring.ConditionalFusion ? [mhfd, AppendPixels(graph, options, residuals.Image, residuals.Reconstruction)] : [mhfd];
    }

    /// <summary>
    /// Eqs. (15) and (16). Upsampling is linear, so levels of one size are weighted and added before it; squares and means
    /// are written as products and convolutions because those work in the layout that the encoder's convolutions leave.
    /// </summary>
    /// <returns>[batch, 1, H, W].</returns>
    public static string AppendMhfd(OnnxGraphBuilder graph, GraphOptions options, FeatureResiduals residuals)
    {
        double receptiveFields = options.FeatureLevels.Sum(level => Encoder.ReceptiveFields[level - 1]);
        IEnumerable<string> upsampled = options.FeatureLevels
            .GroupBy(level => Encoder.OutputSide(Math.Min(level, LastWithMargin), options.ImageWidth))
            .Select(levels => levels
                .Select(level => InPlace(graph, level, WeightedSquare(graph, level, residuals.Of(level), (float)(Encoder.ReceptiveFields[level - 1] / receptiveFields))))
                .Aggregate((sum, map) => graph.Node("Add", [sum, map])))
            .Select(map => graph.Resize(map, options.ImageHeight, options.ImageWidth));
        return Smoothed(graph, options, graph.Node("Sum", upsampled));
    }

    /// <summary>The squared difference of the pixels, averaged over the channels.</summary>
    /// <returns>[batch, 1, H, W].</returns>
    public static string AppendPixels(OnnxGraphBuilder graph, GraphOptions options, string image, string reconstruction)
    {
        string difference = graph.Node("Sub", [image, reconstruction]);
        return Smoothed(graph, options, graph.Node("ReduceMean", [graph.Node("Mul", [difference, difference]), graph.Integers(1)], Attribute("keepdims", 1)));
    }

    /// <summary>The square of a level's residual, averaged over the channels, times its weight.</summary>
    private static string WeightedSquare(OnnxGraphBuilder graph, int level, string residual, float weight)
    {
        int channels = Encoder.Layers[level - 1].Outputs;
        string mean = graph.Initializer($"difference.level{level}", [1, channels, 1, 1], Enumerable.Repeat(weight / channels, channels).ToArray());
        return graph.Node("Conv", [graph.Node("Mul", [residual, residual]), mean], Attribute("kernel_shape", 1, 1));
    }

    /// <summary>
    /// The last layer has no margin: its elements lie half-way between those of the layer before it, of which it lacks one and a half at each border. Means of its neighbours, with the border repeated, lie where those do.
    /// </summary>
    private static string InPlace(OnnxGraphBuilder graph, int level, string map)
    {
        if (level <= LastWithMargin)
        {
            return map;
        }

        string padded = graph.Node("Pad", [map, graph.Integers(0, 0, 2, 2, 0, 0, 2, 2)], Attribute("mode", "edge"));
        return graph.Node("AveragePool", [padded], Attribute("kernel_shape", 2, 2));
    }

    private static string Smoothed(OnnxGraphBuilder graph, GraphOptions options, string map) =>
        options.SmoothingSigma > 0 ? GaussianSmoothing.Append(graph, map, options.SmoothingSigma) : map;
}
