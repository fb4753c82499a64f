namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>
/// The operators that a graph may have, which are those that the exporter and the quantizer write: how the shapes of their outputs follow from their inputs, and
/// the attributes that they may have. A new one in the exporter needs its line here.
/// </summary>
internal static class GraphOperators
{
    public static IReadOnlyDictionary<string, GraphOperator> Allowed { get; } = Table();

    private static Dictionary<string, GraphOperator> Table()
    {
        var table = new Dictionary<string, GraphOperator>
        {
            ["AveragePool"] = new(WindowShapes.Pool, WindowShapes.PoolProducts, "kernel_shape", "strides"),
            ["BatchNormalization"] = new(ElementShapes.First, "epsilon"),
            ["Cast"] = new(ElementShapes.Cast, "to"),
            ["Concat"] = new(LayoutShapes.Concat, "axis"),
            ["Conv"] = new(WindowShapes.Convolution, WindowShapes.ConvolutionProducts, "kernel_shape", "strides", "pads", "group"),
            ["ConvTranspose"] = new(WindowShapes.TransposedConvolution, WindowShapes.TransposedProducts, "kernel_shape", "strides", "pads", "group"),
            ["DequantizeLinear"] = new(ElementShapes.First, "axis"),
            ["Expand"] = new(LayoutShapes.Expand),
            ["Flatten"] = new(LayoutShapes.Flatten, "axis"),
            ["Gather"] = new(LayoutShapes.Gather, "axis"),
            ["Gemm"] = new(ProductShapes.Gemm, ProductShapes.GemmProducts, "transB"),
            ["LeakyRelu"] = new(ElementShapes.First, "alpha"),
            ["MatMul"] = new(ProductShapes.MatMul, ProductShapes.MatMulProducts),
            ["Pad"] = new(LayoutShapes.Pad, "mode"),
            ["QuantizeLinear"] = new(ElementShapes.First, "axis"),
            ["Reshape"] = new(LayoutShapes.Reshape),
            ["Resize"] = new(WindowShapes.Resize, "mode", "coordinate_transformation_mode", "antialias"),
            ["Shape"] = new(LayoutShapes.Shape, "start", "end"),
            ["Slice"] = new(LayoutShapes.Slice),
            ["Softmax"] = new(ElementShapes.First, "axis"),
            ["Split"] = new(LayoutShapes.Split, "axis"),
            ["Squeeze"] = new(LayoutShapes.Squeeze),
            ["Tile"] = new(LayoutShapes.Tile),
            ["TopK"] = new(ElementShapes.TopK, "axis"),
            ["Transpose"] = new(LayoutShapes.Transpose, "perm"),
        };
        foreach (string name in (string[])["Abs", "Clip", "Exp", "Log", "Relu", "Round", "Sigmoid", "Sqrt", "Tanh"])
        {
            table.Add(name, new(ElementShapes.First));
        }

        foreach (string name in (string[])["Add", "Div", "Greater", "Max", "Mul", "Sub", "Sum", "Where"])
        {
            table.Add(name, new(ElementShapes.Broadcast));
        }

        foreach (string name in (string[])["ReduceL2", "ReduceMax", "ReduceMean", "ReduceSum"])
        {
            table.Add(name, new(ElementShapes.Reduce, "keepdims"));
        }

        return table;
    }
}
