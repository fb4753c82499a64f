using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using Google.Protobuf;
using DataType = FimNet.MLNet.Onnx.TensorProto.Types.DataType;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>Refuses a graph that the exporter or the quantizer could not have written, before a runtime sees it.</summary>
internal static class GraphCheck
{
    /// <exception cref="ModelFormatException">The bytes are not the graph of a model of these settings.</exception>
    public static void Check(byte[] graph, ModelSettings settings)
    {
        try
        {
            ProtobufWalk.Check(graph, ModelProto.Descriptor);
            ModelProto model = ModelProto.Parser.ParseFrom(graph);
            CheckOpset(model);
            CheckGraph(model.Graph ?? throw Refusal.Of("it has no graph"), settings);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Refusal.Of("its graph cannot be read", e);
        }
        catch (OverflowException e)
        {
            throw Refusal.Of("its graph claims sizes beyond all bounds", e);
        }
    }

    private static void CheckOpset(ModelProto model)
    {
        if (model.OpsetImport is not [{ Domain: "", Version: GraphNames.Opset }])
        {
            throw Refusal.Of($"its graph must need the operators of ONNX of version {GraphNames.Opset} and no others");
        }
    }

    private static void CheckGraph(GraphProto graph, ModelSettings settings)
    {
        var constants = new Dictionary<string, Extent>();
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (tensor.Name.Length == 0 || tensor.Name == GraphNames.Image || !constants.TryAdd(tensor.Name, GraphTensors.Check(tensor)))
            {
                throw Refusal.Of($"two constants in its graph have the name '{tensor.Name}', or one has none");
            }
        }

        (int width, int height) = (settings.ImageWidth, settings.ImageHeight);
        long area = (long)width * height;
        IReadOnlyDictionary<string, Extent> values = new GraphRun(graph, constants, images: 1, (height, width), area).Values();

        // Twice as many images, of another shape: what grows faster than they do shows here.
        new GraphRun(graph, constants, images: 2, (4096, 8192), area).Values();

        if (graph.Input is not [{ Name: GraphNames.Image } input] || !Describes(input, DataType.Uint8, [null, null, null, 3]))
        {
            throw Refusal.Of($"its graph must have one input, '{GraphNames.Image}', of bytes [batch, height, width, 3]");
        }

        CheckOutputs(graph, values, [(GraphNames.AnomalyMap, DataType.Float, [height, width]), (GraphNames.Score, DataType.Float, []), (GraphNames.Reconstruction, DataType.Uint8, [height, width, 3])]);
        foreach (ValueInfoProto described in graph.ValueInfo)
        {
            if (!values.TryGetValue(described.Name, out Extent? extent) || !Describes(described, DataType.Float, [.. extent.Dimensions]))
            {
                throw Refusal.Of($"its graph describes the value '{described.Name}' in another way than it is made");
            }
        }
    }

    private static void CheckOutputs(GraphProto graph, IReadOnlyDictionary<string, Extent> values, (string Name, DataType Type, long[] Shape)[] expected)
    {
        foreach ((string name, DataType type, long[] shape) in expected)
        {
            if (graph.Output.Count != expected.Length || graph.Output.Where(o => o.Name == name).ToArray() is not [{ } output] || !Describes(output, type, [null, .. shape]) || !values.TryGetValue(name, out Extent? made) || !made.Dimensions.SequenceEqual([1, .. shape]))
            {
                throw Refusal.Of(
                    $"its graph must have the outputs {string.Join(", ", expected.Select(e => $"{e.Name} [{string.Join(", ", e.Shape.Prepend(-1).Select(side => side < 0 ? "batch" : $"{side}"))}]"))} for the image size of its settings, and no others");
            }
        }
    }

    /// <summary>Whether a description fits; a side that it leaves open may be any, and one given as null must be open.</summary>
    private static bool Describes(ValueInfoProto value, DataType type, long?[] sides)
    {
        if (value.Type?.TensorType is not { Shape: { } shape } tensor || tensor.ElemType != (int)type || shape.Dim.Count != sides.Length)
        {
            return false;
        }

        return shape.Dim.Zip(sides).All(pair => pair.First.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue
            ? pair.First.DimValue == pair.Second
            : pair.Second is null || pair.First.DimParam.Length > 0);
    }
}
