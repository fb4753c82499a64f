using System.Globalization;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>A Gaussian over maps whose borders are repeated outwards.</summary>
internal static class GaussianSmoothing
{
    /// <param name="graph">The graph to append to.</param>
    /// <param name="maps">[n, 1, h, w].</param>
    /// <param name="sigma">Standard deviation in elements of the map, above 0.</param>
    /// <returns>The same shape.</returns>
    public static string Append(OnnxGraphBuilder graph, string maps, double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        float[] kernel = Kernel(sigma, radius);
        string name = string.Create(CultureInfo.InvariantCulture, $"smoothing.{sigma:r}");
        string padded = graph.Node("Pad", [maps, graph.Integers(0, 0, radius, radius, 0, 0, radius, radius)], Attribute("mode", "edge"));
        string columns = graph.Node("Conv", [padded, graph.Initializer(name + ".vertical", [1, 1, kernel.Length, 1], kernel)]);
        return graph.Node("Conv", [columns, graph.Initializer(name + ".horizontal", [1, 1, 1, kernel.Length], kernel)]);
    }

    private static float[] Kernel(double sigma, int radius)
    {
        double[] weights = Enumerable.Range(-radius, 2 * radius + 1).Select(x => Math.Exp(-0.5 * (x / sigma) * (x / sigma))).ToArray();
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => (float)(w / sum));
    }
}
