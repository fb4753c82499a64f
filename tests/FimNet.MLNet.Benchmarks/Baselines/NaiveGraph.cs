using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Benchmarks.Baselines;

/// <summary>The scoring graph written down layer by layer, as an exporter that knows nothing of the runtime would.</summary>
internal static class NaiveGraph
{
    public static byte[] Export(NetworkWeights weights, NetworkOptions network, GraphOptions options)
    {
        var graph = new OnnxGraphBuilder();
        var layers = new NetworkGraph(weights, network);
        var patches = new PatchGraph(options.ImageWidth, options.ImageHeight, options.PatchStride);
        string image = PreprocessingGraph.AppendNormalisation(graph, PreprocessingGraph.Append(graph, options.ImageWidth, options.ImageHeight));
        string encoding = graph.Node("Flatten", [layers.AppendEncoder(graph, patches.AppendCut(graph, image), Encoder.Layers.Count)[^1]]);
        string decoded = Decoder(graph, weights, graph.Node("Reshape", [layers.AppendLatentModule(graph, encoding), graph.Integers(-1, Encoder.LatentSize, 1, 1)]));
        string reconstruction = patches.AppendReassembly(graph, decoded);

        string[] ofImage = layers.AppendEncoder(graph, image, options.FeatureLevels.Max());
        string[] ofReconstruction = layers.AppendEncoder(graph, reconstruction, options.FeatureLevels.Max());
        double total = options.FeatureLevels.Sum(level => Encoder.ReceptiveFields[level - 1]);
        string map = graph.Node("Sum", options.FeatureLevels.Select(level =>
        {
            string difference = graph.Node("Sub", [ofImage[level - 1], ofReconstruction[level - 1]]);
            string mean = graph.Node("ReduceMean", [graph.Node("Mul", [difference, difference]), graph.Integers(1)], Attribute("keepdims", 1));
            return graph.Node("Mul", [graph.Resize(mean, options.ImageHeight, options.ImageWidth), graph.Scalar((float)(Encoder.ReceptiveFields[level - 1] / total))]);
        }));
        graph.NamedNode(GraphNames.AnomalyMap, "Squeeze", [map, graph.Integers(1)]);
        graph.Output(GraphNames.AnomalyMap, TensorProto.Types.DataType.Float, "batch", options.ImageHeight, options.ImageWidth);
        graph.NamedNode(GraphNames.Score, "ReduceMax", [GraphNames.AnomalyMap, graph.Integers(1, 2)], Attribute("keepdims", 0));
        graph.Output(GraphNames.Score, TensorProto.Types.DataType.Float, "batch");
        string levels = graph.Node("Mul", [graph.Node("Add", [reconstruction, graph.Scalar(1f)]), graph.Scalar(127.5f)]);
        string whole = graph.Node("Clip", [graph.Node("Round", [levels]), graph.Scalar(0f), graph.Scalar(255f)]);
        string bytes = graph.Node("Cast", [whole], Attribute("to", (long)TensorProto.Types.DataType.Uint8));
        graph.NamedNode(GraphNames.Reconstruction, "Transpose", [bytes], Attribute("perm", 0, 2, 3, 1));
        graph.Output(GraphNames.Reconstruction, TensorProto.Types.DataType.Uint8, "batch", options.ImageHeight, options.ImageWidth, 3);
        return graph.ToModel();
    }

    private static string Decoder(OnnxGraphBuilder graph, NetworkWeights weights, string value)
    {
        for (int i = 1; i <= Network.Decoder.Layers.Count; i++)
        {
            ConvolutionLayer layer = Network.Decoder.Layers[i - 1];
            string Weight(string name) => weights.Append(graph, $"decoder.{name}");
            value = graph.Node(
                "ConvTranspose",
                [value, Weight($"deconv{i}.weight"), Weight($"deconv{i}.bias")],
                Attribute("kernel_shape", layer.Kernel, layer.Kernel),
                Attribute("strides", layer.Stride, layer.Stride),
                Attribute("pads", layer.Padding, layer.Padding, layer.Padding, layer.Padding));
            if (layer.Normalised)
            {
                value = graph.Node("BatchNormalization", [value, .. new[] { "weight", "bias", "running_mean", "running_var" }.Select(name => Weight($"bn{i}.{name}"))]);
                value = graph.Node("Relu", [value]);
            }
        }

        return graph.Node("Tanh", [value]);
    }
}
