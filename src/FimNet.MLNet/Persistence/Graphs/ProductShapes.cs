namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Shapes and cost of matrix products.</summary>
internal static class ProductShapes
{
    public static IReadOnlyList<Extent> Gemm(GraphNode node)
    {
        node.Require(node[0].Rank == 2 && node[1].Rank == 2, "multiplies what are not matrices");
        (long inner, long columns) = Turned(node) ? (node[1].Dimensions[1], node[1].Dimensions[0]) : (node[1].Dimensions[0], node[1].Dimensions[1]);
        node.Require(node[0].Dimensions[1] == inner, $"multiplies matrices of the shapes {node[0]} and {node[1]}, which do not fit");
        return [new Extent([node[0].Dimensions[0], columns])];
    }

    public static long GemmProducts(GraphNode node, Extent output) => checked(output.Elements * node[0].Dimensions[1]);

    public static IReadOnlyList<Extent> MatMul(GraphNode node)
    {
        (long[] first, long[] second) = (node[0].Dimensions, node[1].Dimensions);
        node.Require(first.Length >= 2 && second.Length >= 2 && first[^1] == second[^2], $"multiplies matrices of the shapes {node[0]} and {node[1]}, which do not fit");
        return [new Extent([.. ElementShapes.Broadcast(node, first[..^2], second[..^2]), first[^2], second[^1]])];
    }

    public static long MatMulProducts(GraphNode node, Extent output) => checked(output.Elements * node[0].Dimensions[^1]);

    private static bool Turned(GraphNode node) => node.Integer("transB", 0) != 0;
}
