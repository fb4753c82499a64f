using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>
/// Goes through a graph as a run would, with shapes in the place of values: finds what the run would hold in memory and multiply before anything is allocated.
/// </summary>
internal sealed class GraphRun
{
    // Above what any way of scoring needs at any patch stride: a graph of 128x64 makes 17 to 20 million elements and 4.7 to 4.9 thousand million products, most of
    // them while it rearranges weights, and at most 3500 elements and 291 000 products for every further pixel.
    private const long ElementsOfWeights = 1L << 26;
    private const long ElementsOfPixel = 1 << 13;
    private const long ProductsOfWeights = 1L << 34;
    private const long ProductsOfPixel = 1 << 20;

    // A pixel of the given image is read, turned to floats and transposed.
    private const long ElementsOfSourcePixel = 16;

    private readonly GraphProto _graph;
    private readonly Dictionary<string, Extent> _values;
    private readonly HashSet<string> _constants;
    private readonly long _mostElements;
    private readonly long _mostProducts;
    private long _elements;
    private long _constantElements;
    private long _products;
    private long _constantProducts;

    /// <param name="graph">The graph.</param>
    /// <param name="constants">Its initializers.</param>
    /// <param name="images">Images in the run.</param>
    /// <param name="source">Height and width of the images.</param>
    /// <param name="modelPixels">Pixels of an image as the model sees it.</param>
    public GraphRun(GraphProto graph, IReadOnlyDictionary<string, Extent> constants, long images, (long Height, long Width) source, long modelPixels)
    {
        _graph = graph;
        _values = new Dictionary<string, Extent>(constants) { [GraphNames.Image] = new([images, source.Height, source.Width, 3]) };
        _constants = [.. constants.Keys];
        long sourcePixels = source.Height * source.Width;
        _mostElements = ElementsOfWeights + images * (ElementsOfPixel * modelPixels + ElementsOfSourcePixel * sourcePixels);
        _mostProducts = ProductsOfWeights + images * (ProductsOfPixel * modelPixels + ElementsOfSourcePixel * sourcePixels);
    }

    /// <summary>The shape of every value.</summary>
    /// <exception cref="ModelFormatException">The graph cannot run, or would need more than any graph of this library does.</exception>
    /// <exception cref="OverflowException">It would need far more.</exception>
    public IReadOnlyDictionary<string, Extent> Values()
    {
        foreach (NodeProto node in _graph.Node)
        {
            GraphOperator known = Known(node);
            var described = new GraphNode(node, [.. node.Input.Select(name => Input(node, name))]);
            IReadOnlyList<Extent> outputs = known.Shapes(described);
            described.Require(node.Output.Count >= 1 && node.Output.Count <= outputs.Count, $"has {node.Output.Count} outputs");

            // A runtime computes what hangs on constants alone when it loads the graph, and keeps it: weights, whatever the size of the images.
            bool isConstant = node.Input.All(name => name.Length == 0 || _constants.Contains(name));
            for (int i = 0; i < outputs.Count; i++)
            {
                described.Require(outputs[i].Rank <= 8 && outputs[i].Dimensions.All(side => side >= 1), $"makes a value of the shape {outputs[i]}");
                _elements = checked(_elements + outputs[i].Elements);
                _constantElements += isConstant ? outputs[i].Elements : 0;
                described.Require(_elements <= _mostElements && _constantElements <= ElementsOfWeights, $"makes a value of the shape {outputs[i]}, and the values of its graph need more memory than those of any model of this library");
                described.Require(i >= node.Output.Count || (node.Output[i].Length > 0 && _values.TryAdd(node.Output[i], outputs[i])), "writes a value that is there already");
                if (isConstant && i < node.Output.Count)
                {
                    _constants.Add(node.Output[i]);
                }
            }

            long read = described.Inputs == 0 ? 0 : node.Input.Select(name => Input(node, name)?.Elements ?? 0).Max();
            long products = checked(Math.Max(read, outputs[0].Elements) + (known.Products?.Invoke(described, outputs[0]) ?? 0));
            _products = checked(_products + products);
            _constantProducts += isConstant ? products : 0;
            described.Require(_products <= _mostProducts && _constantProducts <= ProductsOfWeights, "multiplies more often than the nodes of any model of this library");
        }

        return _values;
    }

    private static GraphOperator Known(NodeProto node)
    {
        if (node.Domain.Length > 0 || !GraphOperators.Allowed.TryGetValue(node.OpType, out GraphOperator? known))
        {
            throw Refusal.Of($"its graph has the operator {node.Domain} {node.OpType}, which FIM-Net never writes");
        }

        string? attribute = node.Attribute.FirstOrDefault(a => !known.Attributes.Contains(a.Name) && !StatedDefaults.Has(a))?.Name;
        if (attribute is not null || node.Attribute.DistinctBy(a => a.Name).Count() < node.Attribute.Count)
        {
            throw Refusal.Of($"the node '{node.Name}' ({node.OpType}) in its graph has the attribute '{attribute}', which FIM-Net never writes, or one twice");
        }

        return known;
    }

    private Extent? Input(NodeProto node, string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        return _values.TryGetValue(name, out Extent? extent)
            ? extent
            : throw Refusal.Of($"the node '{node.Name}' ({node.OpType}) in its graph reads '{name}', which nothing before it makes");
    }
}
