using System.Runtime.InteropServices;
using FimNet.MLNet.Onnx;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Checks the constants of a graph: as many bytes as they claim, and finite numbers.</summary>
internal static class GraphTensors
{
    private const int MostDimensions = 8;

    public static Extent Check(TensorProto tensor)
    {
        if (tensor.Dims.Count > MostDimensions || tensor.Dims.Any(side => side is < 1 or > int.MaxValue))
        {
            throw Refusal.Of($"the constant '{tensor.Name}' in its graph claims the shape [{string.Join(", ", tensor.Dims.Take(MostDimensions + 1))}]");
        }

        var extent = new Extent([.. tensor.Dims]);
        long bytes = checked(extent.Elements * BytesEach(tensor));
        if (bytes != tensor.RawData.Length)
        {
            throw Refusal.Of($"the constant '{tensor.Name}' in its graph claims {bytes} bytes but has {tensor.RawData.Length}");
        }

        if (tensor.DataType == (int)DataType.Float && !AreFinite(tensor.RawData.Span))
        {
            throw Refusal.Of($"the constant '{tensor.Name}' in its graph has numbers that are not finite");
        }

        return tensor.DataType == (int)DataType.Int64 && extent.Rank <= 1 && extent.Elements <= Extent.LongestContent
            ? extent with { Content = MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray() }
            : extent;
    }

    private static int BytesEach(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Uint8 or DataType.Int8 => 1,
        DataType.Int64 => 8,
        _ => throw Refusal.Of($"the constant '{tensor.Name}' in its graph is of the type {tensor.DataType}, which FIM-Net never writes"),
    };

    private static bool AreFinite(ReadOnlySpan<byte> bytes)
    {
        foreach (float value in MemoryMarshal.Cast<byte, float>(bytes))
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
