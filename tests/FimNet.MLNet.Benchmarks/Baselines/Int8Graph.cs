using System.Runtime.InteropServices;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using static FimNet.MLNet.Export.OnnxGraphBuilder;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Benchmarks.Baselines;

/// <summary>
/// The scoring graph quantized statically, to find out whether that pays: every convolution and matrix product between quantized values (8 bits
/// unsigned, one range a value, taken from an image), with weights of 8 bits signed and one scale an output channel.
/// </summary>
internal sealed class Int8Graph
{
    private readonly ModelProto _model;
    private readonly Dictionary<string, TensorProto> _weights;
    private readonly Dictionary<string, (float Low, float High)> _ranges;
    private readonly Dictionary<string, string> _quantized = [];
    private readonly List<NodeProto> _nodes = [];
    private int _names;

    private Int8Graph(ModelProto model, RgbImage image)
    {
        _model = model;
        _weights = model.Graph.Initializer.ToDictionary(i => i.Name);
        _ranges = Ranges(model, model.Graph.Node.Where(IsChosen).Select(n => n.Input[0]).Concat(OutputsToQuantize()).Distinct().ToArray(), image);
    }

    /// <param name="graph">The graph in 32 bits.</param>
    /// <param name="image">Gives the ranges.</param>
    public static byte[] Export(byte[] graph, RgbImage image)
    {
        var int8 = new Int8Graph(ModelProto.Parser.ParseFrom(WithConstantsFolded(graph)), image);
        foreach (NodeProto node in int8._model.Graph.Node)
        {
            int8.Append(node);
        }

        GraphProto result = int8._model.Graph;
        result.Node.Clear();
        result.Node.Add(int8._nodes);
        result.ValueInfo.Clear();
        return int8._model.ToByteArray();
    }

    private static byte[] WithConstantsFolded(byte[] graph)
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "folded.onnx");
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC, OptimizedModelFilePath = path };
        using (new InferenceSession(graph, options))
        {
            return File.ReadAllBytes(path);
        }
    }

    private static Dictionary<string, (float Low, float High)> Ranges(ModelProto model, string[] values, RgbImage image)
    {
        ModelProto telling = model.Clone();
        telling.Graph.Output.Add(values.Select(value => new ValueInfoProto
        {
            Name = value,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
        }));
        using var session = new InferenceSession(telling.ToByteArray());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Pixels.ToArray(), [1, image.Height, image.Width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, [GraphNames.Image], [input], values);
        return values.Zip(outputs).ToDictionary(pair => pair.First, pair =>
        {
            float[] data = pair.Second.GetTensorDataAsSpan<float>().ToArray();
            return (Math.Min(0, data.Min()), Math.Max(0, data.Max()));
        });
    }

    private bool IsChosen(NodeProto node) =>
        (node.OpType == "Conv" && _weights.TryGetValue(node.Input[1], out TensorProto? kernel) && kernel.Dims[0] >= 16 && kernel.Dims[1] >= 3)
        || (node.OpType == "Gemm" && _weights.ContainsKey(node.Input[1]));

    private bool IsActivation(NodeProto node) => node.OpType is "LeakyRelu" or "Relu" && _model.Graph.Node.Any(n => IsChosen(n) && n.Output[0] == node.Input[0]);

    private IEnumerable<string> OutputsToQuantize() => _model.Graph.Node.Where(n => IsChosen(n) || IsActivation(n)).Select(n => n.Output[0]);

    private void Append(NodeProto node)
    {
        bool chosen = IsChosen(node);
        bool activation = IsActivation(node);
        if (chosen)
        {
            Quantize(node.Input[0]);
        }

        for (int i = 0; i < node.Input.Count; i++)
        {
            node.Input[i] = _quantized.GetValueOrDefault(node.Input[i], node.Input[i]);
        }

        if (chosen)
        {
            QuantizeWeights(node);
        }

        _nodes.Add(node);
        if (chosen || activation)
        {
            Quantize(node.Output[0]);
        }
    }

    /// <summary>Puts a pair of nodes behind a value, once; whoever reads the value reads the pair's output.</summary>
    private void Quantize(string value)
    {
        if (_quantized.ContainsKey(value) || _quantized.ContainsValue(value))
        {
            return;
        }

        (float low, float high) = _ranges[value];
        float step = Math.Max(high - low, 1e-6f) / byte.MaxValue;
        string scale = Constant<float>(DataType.Float, [], [step]);
        string zero = Constant<byte>(DataType.Uint8, [], [(byte)Math.Clamp(MathF.Round(-low / step), 0, byte.MaxValue)]);
        string quantized = Node("QuantizeLinear", [value, scale, zero]);
        _quantized.Add(value, Node("DequantizeLinear", [quantized, scale, zero]));
    }

    private void QuantizeWeights(NodeProto node)
    {
        TensorProto kernel = _weights[node.Input[1]];
        float[] values = MemoryMarshal.Cast<byte, float>(kernel.RawData.Span).ToArray();
        long[] shape = kernel.Dims.ToArray();
        if (node.OpType == "Gemm" && node.Attribute.Single(a => a.Name == "transB") is { I: 0 } transposed)
        {
            values = Transposed(values, (int)shape[0], (int)shape[1]);
            shape = [shape[1], shape[0]];
            transposed.I = 1;
        }

        int channels = (int)shape[0];
        int each = values.Length / channels;
        float[] scales = Enumerable.Range(0, channels).Select(c => Math.Max(1e-9f, values.Skip(c * each).Take(each).Max(MathF.Abs)) / sbyte.MaxValue).ToArray();
        sbyte[] levels = values.Select((value, i) => (sbyte)MathF.Round(value / scales[i / each])).ToArray();
        node.Input[1] = Dequantized(DataType.Int8, shape, levels, scales);
        if (node.Input.Count > 2)
        {
            // The accumulators' unit: a step of the input times a step of the weight.
            string source = _quantized.First(pair => pair.Value == node.Input[0]).Key;
            float step = Math.Max(_ranges[source].High - _ranges[source].Low, 1e-6f) / byte.MaxValue;
            float[] units = Array.ConvertAll(scales, scale => scale * step);
            float[] bias = MemoryMarshal.Cast<byte, float>(_weights[node.Input[2]].RawData.Span).ToArray();
            node.Input[2] = Dequantized(DataType.Int32, [channels], bias.Select((value, i) => (int)MathF.Round(value / units[i])).ToArray(), units);
        }
    }

    private string Dequantized<T>(DataType type, long[] shape, T[] levels, float[] scales)
        where T : unmanaged =>
        Node(
            "DequantizeLinear",
            [Constant(type, shape, levels), Constant(DataType.Float, [scales.Length], scales), Constant(type, [scales.Length], new T[scales.Length])],
            Attribute("axis", 0L));

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[i % columns * rows + i / columns] = values[i];
        }

        return result;
    }

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

    private string NewName() => $"int8_{_names++}";
}
