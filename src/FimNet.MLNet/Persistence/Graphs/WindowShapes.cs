namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Shapes and cost of operators that slide a window over maps [n, channels, h, w].</summary>
internal static class WindowShapes
{
    public static IReadOnlyList<Extent> Convolution(GraphNode node)
    {
        (long[] input, long[] weight) = (node[0].Dimensions, Weight(node));
        node.Require(weight[1] * Group(node) == input[1] && weight[0] % Group(node) == 0, $"convolves {node[0]} with {node[1]}, which do not fit");
        return [new Extent([input[0], weight[0], .. Slid(node, weight[2..])])];
    }

    public static long ConvolutionProducts(GraphNode node, Extent output) => checked(output.Elements * (node[1].Elements / node[1].Dimensions[0]));

    public static IReadOnlyList<Extent> TransposedConvolution(GraphNode node)
    {
        (long[] input, long[] weight) = (node[0].Dimensions, Weight(node));
        node.Require(weight[0] == input[1] && weight[0] % Group(node) == 0, $"convolves {node[0]} with {node[1]}, which do not fit");
        (long[] strides, long[] pads) = Settings(node);
        long[] spatial = [.. Enumerable.Range(0, 2).Select(i => checked((input[2 + i] - 1) * strides[i] + weight[2 + i] - pads[i] - pads[2 + i]))];
        return [new Extent([input[0], checked(weight[1] * Group(node)), .. spatial])];
    }

    public static long TransposedProducts(GraphNode node, Extent output) => checked(node[0].Elements * (node[1].Elements / node[1].Dimensions[0]));

    public static IReadOnlyList<Extent> Pool(GraphNode node)
    {
        long[] input = Maps(node);
        return [new Extent([input[0], input[1], .. Slid(node, node.Integers("kernel_shape", 2, 1, 1))])];
    }

    public static long PoolProducts(GraphNode node, Extent output) => checked(output.Elements * node.Integers("kernel_shape", 2, 1, 1).Aggregate(1L, (a, b) => a * b));

    public static IReadOnlyList<Extent> Resize(GraphNode node)
    {
        node.Require(!node.Has(1) && !node.Has(2), "resizes by scales, which FIM-Net never does");
        long[] input = Maps(node);
        long[] sizes = node.Content(3);
        node.Require(sizes.Length == 4 && sizes.Zip(input).Count(pair => pair.First != pair.Second) <= 2, "resizes in other directions than height and width");
        return [new Extent(sizes)];
    }

    private static long[] Slid(GraphNode node, long[] kernel)
    {
        long[] input = node[0].Dimensions;
        (long[] strides, long[] pads) = Settings(node);
        long[] spatial = [.. Enumerable.Range(0, 2).Select(i => input[2 + i] + pads[i] + pads[2 + i] - kernel[i])];
        node.Require(spatial.All(span => span >= 0), "has a window larger than what it slides over");
        return [.. spatial.Select((span, i) => span / strides[i] + 1)];
    }

    private static (long[] Strides, long[] Pads) Settings(GraphNode node) => (node.Integers("strides", 2, 1, 1), node.Integers("pads", 4, 0, 0));

    private static long Group(GraphNode node)
    {
        long group = node.Integer("group", 1);
        node.Require(group is >= 1 and <= 1 << 14, $"has {group} groups");
        return group;
    }

    private static long[] Maps(GraphNode node)
    {
        node.Require(node[0].Rank == 4, $"slides over a value of the shape {node[0]}, which must have four dimensions");
        return node[0].Dimensions;
    }

    private static long[] Weight(GraphNode node)
    {
        Maps(node);
        node.Require(node[1].Rank == 4, $"has a weight of the shape {node[1]}, which must have four dimensions");
        long[] weight = node[1].Dimensions;
        node.Require(node.Permutation("kernel_shape") is not { } kernel || kernel.SequenceEqual(weight.Skip(2)), "names another kernel than its weight has");
        return weight;
    }
}
