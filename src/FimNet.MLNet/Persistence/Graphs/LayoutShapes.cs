namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Shapes of operators that move, repeat or cut elements.</summary>
internal static class LayoutShapes
{
    public static IReadOnlyList<Extent> Concat(GraphNode node)
    {
        Extent[] parts = [.. node.All];
        node.Require(parts.Length > 0, "joins nothing");
        long[] dimensions = [.. parts[0].Dimensions];
        int axis = node.Axis(node.Integer("axis", 0), dimensions.Length);
        node.Require(
            parts.All(part => part.Rank == dimensions.Length && Enumerable.Range(0, part.Rank).All(i => i == axis || part.Dimensions[i] == dimensions[i])),
            $"joins values of the shapes {string.Join(" and ", parts.Take(8))}, which do not fit");
        dimensions[axis] = parts.Aggregate(0L, (sum, part) => checked(sum + part.Dimensions[axis]));
        bool isList = dimensions.Length == 1 && dimensions[0] <= Extent.LongestContent && parts.All(part => part.Content is not null);
        return [new Extent(dimensions, isList ? [.. parts.SelectMany(part => part.Content!)] : null)];
    }

    public static IReadOnlyList<Extent> Expand(GraphNode node) => [new Extent(ElementShapes.Broadcast(node, node[0].Dimensions, Positive(node, 1)))];

    public static IReadOnlyList<Extent> Flatten(GraphNode node)
    {
        node.Require(node[0].Rank >= 1 && node.Integer("axis", 1) == 1, "flattens a single number, or keeps more than the first axis");
        return [new Extent([node[0].Dimensions[0], node[0].Elements / node[0].Dimensions[0]])];
    }

    public static IReadOnlyList<Extent> Gather(GraphNode node)
    {
        long[] data = node[0].Dimensions;
        int axis = node.Axis(node.Integer("axis", 0), data.Length);
        long[]? content = data.Length == 1 && node[0].Content is { } list && node[1].Content is { } places ? [.. places.Select(place => list[node.Axis(place, list.Length)])] : null;
        return [new Extent([.. data[..axis], .. node[1].Dimensions, .. data[(axis + 1)..]], content)];
    }

    public static IReadOnlyList<Extent> Pad(GraphNode node)
    {
        long[] input = node[0].Dimensions;
        long[] pads = node.Content(1);
        node.Require(!node.Has(3) && pads.Length == 2 * input.Length && pads.All(pad => pad >= 0), "pads by less than nothing, or along other axes than there are");
        return [new Extent([.. input.Select((side, i) => checked(side + pads[i] + pads[input.Length + i]))])];
    }

    public static IReadOnlyList<Extent> Reshape(GraphNode node)
    {
        Extent input = node[0];
        long[] target = [.. node.Content(1)];
        for (int i = 0; i < target.Length; i++)
        {
            node.Require(target[i] >= -1 && (target[i] != 0 || i < input.Rank), $"reshapes to [{string.Join(", ", target)}]");
            target[i] = target[i] == 0 ? input.Dimensions[i] : target[i];
        }

        int open = Array.IndexOf(target, -1);
        if (open >= 0)
        {
            node.Require(Array.LastIndexOf(target, -1) == open, "reshapes to two open sides");
            target[open] = 1;
            target[open] = input.Elements / new Extent(target).Elements;
        }

        var output = new Extent(target);
        node.Require(output.Elements == input.Elements, $"reshapes {input} to {output}, which has not as many elements");
        return [output];
    }

    public static IReadOnlyList<Extent> Shape(GraphNode node)
    {
        long[] input = node[0].Dimensions;
        (long start, long end) = (node.Integer("start", 0), node.Integer("end", input.Length));
        node.Require(start >= 0 && end > start && end <= input.Length, $"asks for the sides {start} to {end} of {node[0]}");
        return [new Extent([end - start], input[(int)start..(int)end])];
    }

    public static IReadOnlyList<Extent> Slice(GraphNode node)
    {
        long[] dimensions = [.. node[0].Dimensions];
        (long[] starts, long[] ends, long[] axes) = (node.Content(1), node.Content(2), node.Content(3));
        node.Require(starts.Length == ends.Length && starts.Length == axes.Length && axes.Length <= dimensions.Length && !node.Has(4), "cuts from, to and along different numbers of axes, along too many, or in steps");
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Axis(axes[i], dimensions.Length);
            node.Require(starts[i] >= 0 && ends[i] > starts[i] && ends[i] <= dimensions[axis], $"cuts {starts[i]} to {ends[i]} out of {node[0]}");
            dimensions[axis] = ends[i] - starts[i];
        }

        return [new Extent(dimensions)];
    }

    public static IReadOnlyList<Extent> Split(GraphNode node)
    {
        long[] input = node[0].Dimensions;
        int axis = node.Axis(node.Integer("axis", 0), input.Length);
        long[] parts = Positive(node, 1);
        node.Require(parts.Length == node.Outputs && parts.Aggregate(0L, (sum, part) => checked(sum + part)) == input[axis], "splits into parts that are not the whole");
        return [.. parts.Select(part => new Extent([.. input[..axis], part, .. input[(axis + 1)..]]))];
    }

    public static IReadOnlyList<Extent> Squeeze(GraphNode node)
    {
        long[] dropped = node.Content(1);
        node.Require(dropped.Length <= node[0].Rank, "drops more axes than there are");
        HashSet<int> axes = [.. dropped.Select(axis => node.Axis(axis, node[0].Rank))];
        node.Require(axes.All(axis => node[0].Dimensions[axis] == 1), "drops an axis of more than one element");
        return [new Extent([.. node[0].Dimensions.Where((_, i) => !axes.Contains(i))])];
    }

    public static IReadOnlyList<Extent> Tile(GraphNode node)
    {
        long[] repeats = Positive(node, 1);
        node.Require(repeats.Length == node[0].Rank, "repeats along other axes than there are");
        return [new Extent([.. node[0].Dimensions.Select((side, i) => checked(side * repeats[i]))])];
    }

    public static IReadOnlyList<Extent> Transpose(GraphNode node)
    {
        long[] input = node[0].Dimensions;
        long[] order = node.Permutation("perm") ?? [.. Enumerable.Range(0, input.Length).Select(i => (long)input.Length - 1 - i)];
        node.Require(order.Order().SequenceEqual(Enumerable.Range(0, input.Length).Select(i => (long)i)), $"has the order [{string.Join(", ", order)}] for the axes of {node[0]}");
        return [new Extent([.. order.Select(axis => input[axis])])];
    }

    private static long[] Positive(GraphNode node, int index)
    {
        long[] content = node.Content(index);
        node.Require(content.All(value => value >= 1), $"takes sizes of [{string.Join(", ", content.Take(8))}]");
        return content;
    }
}
