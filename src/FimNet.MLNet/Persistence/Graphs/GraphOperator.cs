namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>What is known of an operator.</summary>
/// <param name="Shapes">The shapes of a node's outputs; every dimension is at least 1.</param>
/// <param name="Products">Multiplications of a node, beside one an element that it reads or writes, from the node and its first output.</param>
/// <param name="Attributes">The attributes that it may have.</param>
internal sealed record GraphOperator(Func<GraphNode, IReadOnlyList<Extent>> Shapes, Func<GraphNode, Extent, long>? Products, params string[] Attributes)
{
    public GraphOperator(Func<GraphNode, IReadOnlyList<Extent>> shapes, params string[] attributes)
        : this(shapes, null, attributes)
    {
    }
}
