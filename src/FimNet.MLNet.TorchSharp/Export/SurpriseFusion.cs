namespace FimNet.MLNet.Export;

/// <summary>
/// Surprises of several maps, negative logarithms of p-values, as one. The differences measure one thing in two ways, so their surprises are averaged; the statistics of the residuals measure another,
/// and joining them by the mean of order -2 of both p-values lets the greater surprise count, and a little more where both agree.
/// </summary>
internal static class SurpriseFusion
{
    private const float Order = 2;

    /// <param name="graph">The graph to append to.</param>
    /// <param name="differences">Surprises of the differences, [n, 1, H, W] each.</param>
    /// <param name="unusual">Surprises of the residuals' statistics, of the same shape.</param>
    /// <returns>log(exp(2 a) + exp(2 b)) / 2 with the differences' average a and the other's b, of the same shape.</returns>
    public static string Append(OnnxGraphBuilder graph, IReadOnlyList<string> differences, string unusual)
    {
        string average = graph.Node("Mul", [graph.Node("Sum", differences), graph.Scalar(1f / differences.Count)]);

        // From the greater one upwards, so that no exponential grows beyond 1.
        string apart = graph.Node("Abs", [graph.Node("Sub", [average, unusual])]);
        string share = graph.Node("Exp", [graph.Node("Mul", [apart, graph.Scalar(-Order)])]);
        string agreement = graph.Node("Mul", [graph.Node("Log", [graph.Node("Add", [share, graph.Scalar(1f)])]), graph.Scalar(1 / Order)]);
        return graph.Node("Add", [graph.Node("Max", [average, unusual]), agreement]);
    }
}
