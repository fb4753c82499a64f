using FimNet.MLNet.Onnx;
using Google.Protobuf;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>One to three edits of a graph's fields, as one who knows the format would make them.</summary>
internal sealed class GraphMutation(byte[] graph, Random random)
{
    private static readonly long[] Numbers = [0, 1, -1, 2, 3, 7, 64, 65_536, int.MaxValue, long.MaxValue, long.MinValue];
    private static readonly string[] Operators = ["Loop", "If", "Scan", "Tile", "Expand", "Exp", "Relu", "ConvTranspose", "Reshape", "Sqrt", "NonZero", "RandomNormal", "Identity"];

    private readonly ModelProto _model = ModelProto.Parser.ParseFrom(graph);

    public byte[] Apply()
    {
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            Edit();
        }

        return _model.ToByteArray();
    }

    private void Edit()
    {
        NodeProto node = Any(_model.Graph.Node);
        TensorProto tensor = Any(_model.Graph.Initializer);
        switch (random.Next(14))
        {
            case 0: node.OpType = Operators[random.Next(Operators.Length)]; break;
            case 1: node.Domain = "com.microsoft"; break;
            case 2: node.Input[random.Next(node.Input.Count)] = Any(Any(_model.Graph.Node).Output); break;
            case 3: node.Input.RemoveAt(random.Next(node.Input.Count)); break;
            case 4: node.Output[0] = Any(Any(_model.Graph.Node).Output); break;
            case 5: _model.Graph.Node.Remove(node); break;
            case 6: _model.Graph.Node.Add(node.Clone()); break;
            case 7 when node.Attribute.Count > 0: EditAttribute(Any(node.Attribute)); break;
            case 8 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = Number(); break;
            case 9: tensor.DataType = random.Next(0, 17); break;
            case 10: EditContent(tensor); break;
            case 11: EditContent(Any([.. _model.Graph.Initializer.Where(t => t.DataType == (int)TensorProto.Types.DataType.Int64)])); break;
            case 12: EditShape(Any([.. _model.Graph.Input, .. _model.Graph.Output, .. _model.Graph.ValueInfo])); break;
            default: _model.OpsetImport[0].Version = Number(); break;
        }
    }

    private void EditAttribute(AttributeProto attribute)
    {
        attribute.I = Number();
        attribute.F = random.Next(3) switch { 0 => float.NaN, 1 => float.MaxValue, _ => -1 };
        if (attribute.Ints.Count > 0)
        {
            attribute.Ints[random.Next(attribute.Ints.Count)] = Number();
        }
    }

    private void EditContent(TensorProto tensor)
    {
        byte[] content = tensor.RawData.ToByteArray();
        if (content.Length >= 8)
        {
            BitConverter.TryWriteBytes(content.AsSpan(random.Next(content.Length / 8) * 8), Number());
        }

        tensor.RawData = ByteString.CopyFrom(random.Next(4) == 0 ? content[..(content.Length / 2)] : content);
    }

    private void EditShape(ValueInfoProto value)
    {
        if (value.Type.TensorType.Shape.Dim is { Count: > 0 } sides)
        {
            sides[random.Next(sides.Count)].DimValue = Number();
        }

        value.Type.TensorType.ElemType = random.Next(8) == 0 ? random.Next(17) : value.Type.TensorType.ElemType;
    }

    private long Number() => random.Next(4) == 0 ? random.NextInt64() : Numbers[random.Next(Numbers.Length)];

    private T Any<T>(IList<T> items) => items[random.Next(items.Count)];
}
