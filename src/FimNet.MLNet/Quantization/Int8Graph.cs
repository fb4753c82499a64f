using System.Runtime.InteropServices;
using FimNet.MLNet.Onnx;
using Google.Protobuf;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Quantization;

/// <summary>
/// Rewrites a graph for 8 bits: every large convolution and matrix product, and the activation after it, stands between pairs of QuantizeLinear and
/// DequantizeLinear, which a runtime fuses into integer arithmetic. Values have 8 bits without sign and one range each; weights have 8 bits with sign and one scale
/// an output channel; sums have 32 bits.
/// </summary>
internal sealed class Int8Graph
{
    // Narrower convolutions, such as the averages and the smoothing of the map, are cheap and stay exact.
    private const int FewestOutputs = 16;
    private const int FewestInputs = 3;

    // In units of a sum, which has 32 bits: where the weights of a channel are next to nothing, its bias sets the unit.
    private const float LargestBias = 1 << 30;

    private readonly ModelProto _model;
    private readonly Dictionary<string, TensorProto> _weights;
    private readonly HashSet<NodeProto> _products;
    private readonly HashSet<NodeProto> _activations;
    private readonly Dictionary<string, string> _quantized = [];
    private readonly Dictionary<string, ActivationRanges.Range> _rangesOfQuantized = [];
    private readonly List<NodeProto> _nodes = [];
    private IReadOnlyDictionary<string, ActivationRanges.Range> _ranges = new Dictionary<string, ActivationRanges.Range>();
    private int _names;

    /// <param name="model">A graph whose weights are initializers. <see cref="Write"/> changes it.</param>
    public Int8Graph(ModelProto model)
    {
        _model = model;
        _weights = model.Graph.Initializer.ToDictionary(i => i.Name);
        _products = model.Graph.Node.Where(IsLargeProduct).ToHashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        HashSet<string> sums = _products.Select(n => n.Output[0]).ToHashSet();
        _activations = model.Graph.Node.Where(n => n.OpType is "LeakyRelu" or "Relu" && sums.Contains(n.Input[0])).ToHashSet<NodeProto>(ReferenceEqualityComparer.Instance);
    }

    /// <summary>The values of which <see cref="Write"/> must know the ranges.</summary>
    public IEnumerable<string> ValuesToQuantize =>
        _products.Select(n => n.Input[0]).Concat(_products.Concat(_activations).Select(n => n.Output[0])).Distinct();

    public ModelProto Write(IReadOnlyDictionary<string, ActivationRanges.Range> ranges)
    {
        _ranges = ranges;
        foreach (NodeProto node in _model.Graph.Node)
        {
            Append(node);
        }

        _model.Graph.Node.Clear();
        _model.Graph.Node.Add(_nodes);
        _model.Graph.ValueInfo.Clear();
        HashSet<string> used = _nodes.SelectMany(n => n.Input).ToHashSet();
        TensorProto[] unused = _model.Graph.Initializer.Where(i => !used.Contains(i.Name)).ToArray();
        Array.ForEach(unused, tensor => _model.Graph.Initializer.Remove(tensor));
        return _model;
    }

    private bool IsLargeProduct(NodeProto node) =>
        node.OpType is "Conv" or "Gemm"
        && _weights.TryGetValue(node.Input[1], out TensorProto? weight)
        && weight.Dims[0] >= FewestOutputs
        && weight.Dims[1] >= FewestInputs;

    private void Append(NodeProto node)
    {
        if (_products.Contains(node))
        {
            Quantize(node.Input[0]);
        }

        for (int i = 0; i < node.Input.Count; i++)
        {
            node.Input[i] = _quantized.GetValueOrDefault(node.Input[i], node.Input[i]);
        }

        if (_products.Contains(node))
        {
            QuantizeWeights(node);
        }

        _nodes.Add(node);
        if (_products.Contains(node) || _activations.Contains(node))
        {
            Quantize(node.Output[0]);
        }
    }

    /// <summary>Puts a pair of nodes behind a value, once; whoever reads the value from then on reads the pair's output.</summary>
    private void Quantize(string value)
    {
        if (_quantized.ContainsKey(value))
        {
            return;
        }

        ActivationRanges.Range range = _ranges[value];
        string scale = Constant<float>(DataType.Float, [], [range.Step]);
        string zero = Constant<byte>(DataType.Uint8, [], [range.Zero]);
        string restored = Node("DequantizeLinear", [Node("QuantizeLinear", [value, scale, zero]), scale, zero]);
        _quantized.Add(value, restored);
        _rangesOfQuantized.Add(restored, range);
    }

    private void QuantizeWeights(NodeProto node)
    {
        (long[] shape, float[] values) = OutputsFirst(node);
        int channels = (int)shape[0];
        int each = values.Length / channels;
        float[]? bias = node.Input.Count > 2 ? Floats(_weights[node.Input[2]]) : null;

        // The sums' unit: a step of the input times a step of the weight.
        float step = _rangesOfQuantized[node.Input[0]].Step;
        float[] scales = Enumerable.Range(0, channels)
            .Select(channel => MathF.Max(
                MathF.Max(1e-9f, Largest(values.AsSpan(channel * each, each))) / sbyte.MaxValue,
                bias is null ? 0 : MathF.Abs(bias[channel]) / (step * LargestBias)))
            .ToArray();
        sbyte[] levels = values.Select((value, i) => (sbyte)MathF.Round(value / scales[i / each])).ToArray();
        node.Input[1] = Dequantized(DataType.Int8, shape, levels, scales);
        if (bias is not null)
        {
            float[] units = Array.ConvertAll(scales, scale => scale * step);
            node.Input[2] = Dequantized(DataType.Int32, [channels], bias.Select((value, i) => (int)MathF.Round(value / units[i])).ToArray(), units);
        }
    }

    /// <summary>A product's weight with its outputs along the first axis; a matrix is turned where it has them along the second.</summary>
    private (long[] Shape, float[] Values) OutputsFirst(NodeProto node)
    {
        TensorProto weight = _weights[node.Input[1]];
        float[] values = Floats(weight);
        long[] shape = weight.Dims.ToArray();
        AttributeProto? transposed = node.Attribute.FirstOrDefault(a => a.Name == "transB");
        if (node.OpType == "Conv" || transposed?.I == 1)
        {
            return (shape, values);
        }

        node.Attribute.Remove(transposed);
        node.Attribute.Add(Integer("transB", 1));
        (int rows, int columns) = ((int)shape[0], (int)shape[1]);
        var turned = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[i % columns * rows + i / columns] = values[i];
        }

        return ([columns, rows], turned);
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        return largest;
    }

    private static float[] Floats(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    private string Dequantized<T>(DataType type, long[] shape, T[] levels, float[] scales)
        where T : unmanaged =>
        Node(
            "DequantizeLinear",
            [Constant(type, shape, levels), Constant(DataType.Float, [scales.Length], scales), Constant(type, [scales.Length], new T[scales.Length])],
            Integer("axis", 0));

    private string Constant<T>(DataType type, long[] shape, T[] values)
        where T : unmanaged
    {
        var tensor = new TensorProto { Name = NewName(), DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values)) };
        tensor.Dims.Add(shape);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Node(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = NewName(), Input = { inputs }, Output = { NewName() }, Attribute = { attributes } };
        _nodes.Add(node);
        return node.Output[0];
    }

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private string NewName() => $"int8_{_names++}";
}
