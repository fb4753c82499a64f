using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Shapes of operators that work element by element, or along axes.</summary>
internal static class ElementShapes
{
    public static IReadOnlyList<Extent> First(GraphNode node) => [new Extent(node[0].Dimensions)];

    public static IReadOnlyList<Extent> Broadcast(GraphNode node)
    {
        node.Require(node.Inputs > 0, "joins nothing");
        return [new Extent(node.All.Select(input => input.Dimensions).Aggregate((a, b) => Broadcast(node, a, b)))];
    }

    /// <summary>To numbers of a known size, which those of a text are not.</summary>
    public static IReadOnlyList<Extent> Cast(GraphNode node)
    {
        node.Require((DataType)node.Integer("to", 0) is DataType.Float or DataType.Double, "turns numbers into a type that FIM-Net never writes");
        return First(node);
    }

    public static long[] Broadcast(GraphNode node, long[] first, long[] second)
    {
        var result = new long[Math.Max(first.Length, second.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            long a = i <= first.Length ? first[^i] : 1;
            long b = i <= second.Length ? second[^i] : 1;
            node.Require(a == b || a == 1 || b == 1, $"joins values of the shapes [{string.Join(", ", first)}] and [{string.Join(", ", second)}], which do not fit");
            result[^i] = Math.Max(a, b);
        }

        return result;
    }

    public static IReadOnlyList<Extent> Reduce(GraphNode node)
    {
        Extent input = node[0];
        HashSet<int> axes = [.. node.Has(1) ? node.Content(1).Select(axis => node.Axis(axis, input.Rank)) : Enumerable.Range(0, input.Rank)];
        bool keep = node.Integer("keepdims", 1) != 0;
        return [new Extent([.. Enumerable.Range(0, input.Rank).Where(i => keep || !axes.Contains(i)).Select(i => axes.Contains(i) ? 1 : input.Dimensions[i])])];
    }

    public static IReadOnlyList<Extent> TopK(GraphNode node)
    {
        long[] dimensions = [.. node[0].Dimensions];
        int axis = node.Axis(node.Integer("axis", -1), dimensions.Length);
        long[] count = node.Content(1);
        node.Require(count.Length == 1 && count[0] >= 1 && count[0] <= dimensions[axis], "takes more elements than there are");
        dimensions[axis] = count[0];
        return [new Extent(dimensions), new Extent(dimensions)];
    }
}
