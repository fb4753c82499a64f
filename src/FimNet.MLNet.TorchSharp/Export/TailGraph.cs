using FimNet.MLNet.Statistics;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>A <see cref="TailCurve"/> as nodes.</summary>
internal static class TailGraph
{
    /// <summary>Every knot adds the change of the slope there: the curve is a sum of ramps. The first ramp goes on downwards, so that no two values become one.</summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="name">What the curve is about; names its constants.</param>
    /// <param name="map">[n, 1, h, w].</param>
    /// <param name="curve">The curve.</param>
    /// <returns>Surprises of the same shape.</returns>
    public static string Append(OnnxGraphBuilder graph, string name, string map, TailCurve curve)
    {
        string first = graph.Node("Mul", [graph.Node("Sub", [map, graph.Scalar(curve.Values[0])]), graph.Scalar(curve.SlopeAfter(0))]);
        int ramps = curve.Values.Length - 1;
        float[] ones = Enumerable.Repeat(1f, ramps).ToArray();
        float[] starts = curve.Values[1..];
        float[] changes = Enumerable.Range(1, ramps).Select(knot => curve.SlopeAfter(knot) - curve.SlopeAfter(knot - 1)).ToArray();
        string offsets = graph.Node(
            "Conv",
            [map, graph.Initializer($"{name}.ones", [ramps, 1, 1, 1], ones), graph.Initializer($"{name}.starts", [ramps], Array.ConvertAll(starts, start => -start))],
            Attribute("kernel_shape", 1, 1));
        string bends = graph.Node(
            "Conv", [graph.Node("Relu", [offsets]), graph.Initializer($"{name}.changes", [1, ramps, 1, 1], changes)], Attribute("kernel_shape", 1, 1));
        return graph.Node("Add", [first, bends]);
    }
}
