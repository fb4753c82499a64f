using FimNet.MLNet.Onnx;
using Google.Protobuf;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Fuzzing;

/// <summary>A graph without the content of its large constants, so that a fuzzer's edits hit nodes, names and shapes. What is missing is filled in before the graph is read.</summary>
internal static class WeightlessGraph
{
    // Lists of sizes and axes are shorter.
    private const int SmallBytes = 64;

    private const long MostBytes = 1 << 20;

    public static byte[] Of(byte[] graph)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(graph);
        foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.RawData.Length > SmallBytes))
        {
            tensor.RawData = ByteString.Empty;
        }

        return model.ToByteArray();
    }

    /// <summary>Null if the bytes are no graph.</summary>
    public static byte[]? Filled(byte[] bytes)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        foreach (TensorProto tensor in model.Graph?.Initializer.Where(tensor => tensor.RawData.IsEmpty) ?? [])
        {
            if (Length(tensor) is >= 0 and <= MostBytes and var length)
            {
                tensor.RawData = ByteString.CopyFrom(new byte[(int)length]);
            }
        }

        return model.ToByteArray();
    }

    private static double Length(TensorProto tensor) => tensor.Dims.Aggregate(Each((DataType)tensor.DataType), (product, side) => product * side);

    private static double Each(DataType type) => type switch { DataType.Int64 => sizeof(long), DataType.Int8 or DataType.Uint8 => sizeof(byte), _ => sizeof(float) };
}
