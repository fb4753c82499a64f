using FimNet.MLNet.Onnx;
using Google.Protobuf;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>A model's graph with a sixteenth of the channels of every layer: the same nodes, small enough to be checked and run some ten thousand times.</summary>
internal static class NarrowGraph
{
    private const long Factor = 16;

    // It moves columns of pixels, and has no channels.
    private const string Permutation = "interleave";

    private static readonly long[] Channels = [32, 64, 128, 256, 512, 1024];

    public static byte[] Of(byte[] graph)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(graph);
        Dictionary<string, TensorProto> constants = model.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (TensorProto weight in constants.Values.Where(tensor => tensor.DataType == (int)DataType.Float && tensor.Name != Permutation))
        {
            Narrow(weight);
        }

        foreach (NodeProto node in model.Graph.Node)
        {
            if (node.OpType is "Reshape" or "Expand")
            {
                NarrowTarget(constants[node.Input[1]]);
            }

            foreach (AttributeProto group in node.Attribute.Where(attribute => attribute.Name == "group"))
            {
                group.I = Narrow(group.I);
            }
        }

        foreach (TensorShapeProto.Types.Dimension channels in model.Graph.ValueInfo.Select(value => value.Type.TensorType.Shape.Dim[1]))
        {
            channels.DimValue = Narrow(channels.DimValue);
        }

        return model.ToByteArray();
    }

    private static long Narrow(long side) => Channels.Contains(side) ? side / Factor : side;

    /// <summary>Keeps the first channels along the first two axes; the others are those of a kernel or of a map.</summary>
    private static void Narrow(TensorProto weight)
    {
        long[] old = [.. weight.Dims];
        for (int axis = 0; axis < Math.Min(2, old.Length); axis++)
        {
            weight.Dims[axis] = Narrow(old[axis]);
        }

        (long rows, long columns) = (weight.Dims.FirstOrDefault(1), weight.Dims.Skip(1).FirstOrDefault(1));
        long oldColumns = old.Skip(1).FirstOrDefault(1);
        int bytes = (int)(sizeof(float) * old.Skip(2).Aggregate(1L, (product, side) => product * side));
        var kept = new MemoryStream();
        for (long i = 0; i < rows * columns; i++)
        {
            kept.Write(weight.RawData.Span.Slice((int)(i / columns * oldColumns + i % columns) * bytes, bytes));
        }

        weight.RawData = ByteString.CopyFrom(kept.ToArray());
    }

    /// <summary>The channels are among the first two of three or more sides; the two sides of a matrix are counted in pixels.</summary>
    private static void NarrowTarget(TensorProto target)
    {
        if (target.Dims[0] <= 2)
        {
            return;
        }

        byte[] sides = target.RawData.ToByteArray();
        for (int place = 0; place < 2 * sizeof(long); place += sizeof(long))
        {
            BitConverter.TryWriteBytes(sides.AsSpan(place), Narrow(BitConverter.ToInt64(sides, place)));
        }

        target.RawData = ByteString.CopyFrom(sides);
    }
}
