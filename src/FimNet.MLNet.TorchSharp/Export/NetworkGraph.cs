using FimNet.MLNet.Network;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>The layers of Table I as nodes. Weights keep their state-dict names; batch normalisation stays a node of its own.</summary>
internal sealed class NetworkGraph(NetworkWeights weights, NetworkOptions options)
{
    /// <summary>Torch's default, with which the network is trained.</summary>
    public const float NormalisationEpsilon = 1e-5f;

    /// <summary>Images or patches [n, 3, h, w] to the outputs of the encoder's layers 1 to <paramref name="layers"/> (1 to 6).</summary>
    public string[] AppendEncoder(OnnxGraphBuilder graph, string images, int layers)
    {
        var outputs = new string[layers];
        string value = images;
        for (int layer = 1; layer <= layers; layer++)
        {
            value = Convolution(graph, value, $"encoder.conv{layer}", Encoder.Layers[layer - 1]);
            if (Encoder.Layers[layer - 1].Normalised)
            {
                value = graph.Node("LeakyRelu", [Normalised(graph, value, $"encoder.bn{layer}")], Attribute("alpha", (float)Encoder.NegativeSlope));
            }

            outputs[layer - 1] = value;
        }

        return outputs;
    }

    /// <summary>Patches [n, 3, 64, 64] to their reconstructions of the same shape.</summary>
    public string AppendReconstruction(OnnxGraphBuilder graph, string patches) =>
        new DecoderGraph(graph, weights).Append(AppendLatentModule(graph, Encoding(graph, patches)));

    /// <summary>Codes [n, 512] to repaired codes of the same shape.</summary>
    public string AppendLatentModule(OnnxGraphBuilder graph, string encoding)
    {
        if (options.Latent == LatentModule.None)
        {
            return encoding;
        }

        string memory = MemoryRead(graph, encoding);
        if (options.Latent == LatentModule.Memory)
        {
            return memory;
        }

        string both = graph.Node("Concat", [encoding, memory], Attribute("axis", 1));
        return options.Latent == LatentModule.Concatenate
            ? Linear(graph, both, "latent.fusion.fc")
            : Fused(graph, encoding, both);
    }

    /// <summary>The last layer sees a patch whole, so it is a matrix product, and one over all patches is faster than a convolution of each.</summary>
    private string Encoding(OnnxGraphBuilder graph, string patches)
    {
        string features = AppendEncoder(graph, patches, Encoder.Layers.Count - 1)[^1];
        string name = $"encoder.conv{Encoder.Layers.Count}";
        string matrix = graph.Node("Flatten", [Weight(graph, $"{name}.weight")]);
        return graph.Node("Gemm", [graph.Node("Flatten", [features]), matrix, Weight(graph, $"{name}.bias")], Attribute("transB", 1));
    }

    /// <summary>Eqs. (2) to (4).</summary>
    private string MemoryRead(OnnxGraphBuilder graph, string encoding)
    {
        string items = Weight(graph, "latent.memory.items");
        string similarity = graph.Node(
            "MatMul", [UnitRows(graph, encoding), graph.Node("Transpose", [UnitRows(graph, items)], Attribute("perm", 1, 0))]);
        if (options.Temperature != 1)
        {
            similarity = graph.Node("Div", [similarity, graph.Scalar((float)options.Temperature)]);
        }

        string attention = graph.Node("Softmax", [similarity], Attribute("axis", 1));
        string excess = graph.Node("Sub", [attention, graph.Scalar(1f / options.MemorySize)]);
        string distance = graph.Node("Add", [graph.Node("Abs", [excess]), graph.Scalar((float)MemoryAugmentedModule.Epsilon)]);
        string shrunk = graph.Node("Div", [graph.Node("Mul", [graph.Node("Relu", [excess]), attention]), distance]);
        string total = graph.Node("ReduceSum", [shrunk, graph.Integers(1)], Attribute("keepdims", 1));
        string normalised = graph.Node("Div", [shrunk, graph.Node("Max", [total, graph.Scalar((float)MemoryAugmentedModule.Epsilon)])]);
        string anyLeft = graph.Node("Greater", [total, graph.Scalar(0f)]);
        return graph.Node("MatMul", [graph.Node("Where", [anyLeft, normalised, attention]), items]);
    }

    /// <summary>Eqs. (6) to (10).</summary>
    private string Fused(OnnxGraphBuilder graph, string encoding, string both)
    {
        string forget = Gate(graph, both, "latent.fusion.forget");
        string input = Gate(graph, both, "latent.fusion.input");
        string candidate = graph.Node("Tanh", [Linear(graph, both, "latent.fusion.candidate")]);
        return graph.Node("Add", [graph.Node("Mul", [forget, encoding]), graph.Node("Mul", [input, candidate])]);
    }

    private string Gate(OnnxGraphBuilder graph, string both, string name)
    {
        string logits = Linear(graph, both, name);
        return options.Gates == GateActivation.Softmax
            ? graph.Node("Softmax", [logits], Attribute("axis", 1))
            : graph.Node("Sigmoid", [logits]);
    }

    private static string UnitRows(OnnxGraphBuilder graph, string rows)
    {
        string length = graph.Node("ReduceL2", [rows, graph.Integers(1)], Attribute("keepdims", 1));
        return graph.Node("Div", [rows, graph.Node("Max", [length, graph.Scalar((float)MemoryAugmentedModule.Epsilon)])]);
    }

    private string Convolution(OnnxGraphBuilder graph, string value, string name, ConvolutionLayer shape) => graph.Node(
        "Conv",
        [value, Weight(graph, $"{name}.weight"), Weight(graph, $"{name}.bias")],
        Attribute("kernel_shape", shape.Kernel, shape.Kernel),
        Attribute("strides", shape.Stride, shape.Stride),
        Attribute("pads", shape.Padding, shape.Padding, shape.Padding, shape.Padding));

    private string Normalised(OnnxGraphBuilder graph, string value, string name) => graph.Node(
        "BatchNormalization",
        [value, Weight(graph, $"{name}.weight"), Weight(graph, $"{name}.bias"), Weight(graph, $"{name}.running_mean"), Weight(graph, $"{name}.running_var")],
        Attribute("epsilon", NormalisationEpsilon));

    private string Linear(OnnxGraphBuilder graph, string value, string name) => graph.Node(
        "Gemm", [value, Weight(graph, $"{name}.weight"), Weight(graph, $"{name}.bias")], Attribute("transB", 1));

    private string Weight(OnnxGraphBuilder graph, string name) => weights.Append(graph, name);
}
