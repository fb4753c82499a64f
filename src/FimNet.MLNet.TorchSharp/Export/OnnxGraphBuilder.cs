using System.Runtime.InteropServices;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using Google.Protobuf;

namespace FimNet.MLNet.Export;

/// <summary>Writes an ONNX graph node by node. Values are referred to by their names.</summary>
internal sealed class OnnxGraphBuilder
{
    private const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = "FIM-Net" };
    private readonly HashSet<string> _initializers = [];
    private int _values;

    public string Input(string name, TensorProto.Types.DataType type, params object[] dimensions)
    {
        _graph.Input.Add(Describe(name, type, dimensions));
        return name;
    }

    /// <summary>Declares a value as an output of the graph under the name it was made with.</summary>
    public void Output(string name, TensorProto.Types.DataType type, params object[] dimensions) =>
        _graph.Output.Add(Describe(name, type, dimensions));

    /// <summary>Declares a value of floats as an output of the graph under another name.</summary>
    public void Output(string name, string value, params object[] dimensions) =>
        Output(NamedNode(name, "Identity", [value]), TensorProto.Types.DataType.Float, dimensions);

    /// <summary>
    /// States the shape of a value of floats where a reader of the graph could not infer it. Two values whose first dimension has the same name are known to have as many items.
    /// </summary>
    public string Shaped(string value, params object[] dimensions)
    {
        _graph.ValueInfo.Add(Describe(value, TensorProto.Types.DataType.Float, dimensions));
        return value;
    }

    /// <summary>A named tensor of weights; naming the same tensor twice refers to the first.</summary>
    public string Initializer(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<float> values)
    {
        AddInitializer(name, TensorProto.Types.DataType.Float, dimensions, MemoryMarshal.AsBytes(values));
        return name;
    }

    public string Scalar(float value) => Initializer(NewName("constant"), [], [value]);

    public string Byte(byte value)
    {
        string name = NewName("constant");
        AddInitializer(name, TensorProto.Types.DataType.Uint8, [], [value]);
        return name;
    }

    public string Integers(params long[] values) => Integers([values.Length], values);

    public string Integers(ReadOnlySpan<long> dimensions, long[] values)
    {
        string name = NewName("constant");
        AddInitializer(name, TensorProto.Types.DataType.Int64, dimensions, MemoryMarshal.AsBytes<long>(values));
        return name;
    }

    /// <summary>A node with one output.</summary>
    public string Node(string operation, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        NamedNode(NewName(operation), operation, inputs, attributes);

    /// <summary>A node whose single output has a name of its own.</summary>
    public string NamedNode(string output, string operation, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        AddNode(operation, inputs, [output], attributes);
        return output;
    }

    public string[] NodeWithOutputs(string operation, int outputs, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        string[] names = Enumerable.Range(0, outputs).Select(_ => NewName(operation)).ToArray();
        AddNode(operation, inputs, names, attributes);
        return names;
    }

    /// <summary>Bilinear resize of [n, c, h, w] to the given height and width, with half-pixel centres.</summary>
    public string Resize(string value, int height, int width, params AttributeProto[] attributes)
    {
        // ONNX Runtime 1.31 rejects constant sizes together with the axes attribute, so the first two sizes are read off the value.
        string leading = Node("Shape", [value], Attribute("start", 0L), Attribute("end", 2L));
        string sizes = Node("Concat", [leading, Integers(height, width)], Attribute("axis", 0L));
        return Node("Resize", [value, "", "", sizes], [Attribute("mode", "linear"), Attribute("coordinate_transformation_mode", "half_pixel"), .. attributes]);
    }

    /// <summary>The means of the squares of <paramref name="side"/> x <paramref name="side"/> values that [n, c, h, w] is cut into.</summary>
    public string Pooled(string value, int side) => Node("AveragePool", [value], Attribute("kernel_shape", side, side), Attribute("strides", side, side));

    public byte[] ToModel()
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "FimNet.MLNet",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = GraphNames.Opset } },
        };
        return model.ToByteArray();
    }

    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Attribute(string name, params long[] values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private static ValueInfoProto Describe(string name, TensorProto.Types.DataType type, object[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dimensions.Select(d => d is string symbol
            ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
            : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(d, provider: null) }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }

    private void AddInitializer(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> dimensions, ReadOnlySpan<byte> bytes)
    {
        if (!_initializers.Add(name))
        {
            return;
        }

        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        foreach (long dimension in dimensions)
        {
            tensor.Dims.Add(dimension);
        }

        _graph.Initializer.Add(tensor);
    }

    private void AddNode(string operation, IEnumerable<string> inputs, IEnumerable<string> outputs, AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = NewName("node") };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
    }

    private string NewName(string stem) => $"{stem}_{_values++}";
}
