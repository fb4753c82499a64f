using FimNet.MLNet.Network;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// The decoder of Table I as the nodes that run fastest. Nothing stands between the first two transposed convolutions, so they are one
/// matrix product; the last three work on phases (see <see cref="PhaseConvolution"/>), so that only the three colours are ever interleaved.
/// </summary>
/// <remarks>
/// The initializers stay as they were trained. The nodes that rearrange them depend on nothing else, and a runtime computes them once, when it loads the graph.
/// </remarks>
internal sealed class DecoderGraph(OnnxGraphBuilder graph, NetworkWeights weights)
{
    private const int PatchSize = PatchGraph.PatchSize;

    // Feature maps before this layer are too narrow for being split to pay.
    private const int FirstPhasedLayer = 4;

    /// <summary>Codes [n, 512] to patches [n, 3, 64, 64] in [-1, 1].</summary>
    public string Append(string codes)
    {
        string features = Transposed(graph.Node("Relu", [FirstTwoLayers(codes)]), Folded(3), Decoder.Layers[2]);
        PhaseMap phases = PhaseMap.Whole(graph.Node("Relu", [features]));
        for (int layer = FirstPhasedLayer; layer < Decoder.Layers.Count; layer++)
        {
            PhaseMap output = new PhaseConvolution(Decoder.Layers[layer - 1], phases).Append(graph, Folded(layer));
            phases = output with { Parts = output.Parts.Select(part => graph.Node("Relu", [part])).ToArray() };
        }

        ConvolutionLayer last = Decoder.Layers[^1];
        var colours = new PhaseConvolution(last, phases);
        return graph.Node("Tanh", [Interleaved(colours.AppendStacked(graph, Folded(Decoder.Layers.Count)), colours.OutputPhases, last.Outputs)]);
    }

    /// <summary>Each of the 512 rows of the first layer's weight is a feature map of its own, and so is its bias: the second layer of them is the product's matrix and offset.</summary>
    private string FirstTwoLayers(string codes)
    {
        (ConvolutionLayer first, ConvolutionLayer second) = (Decoder.Layers[0], Decoder.Layers[1]);
        ConvolutionWeights one = Folded(1);
        ConvolutionWeights two = Folded(2);
        string matrix = graph.Node("Flatten", [Transposed(one.Weight, two with { Bias = null }, second)]);
        string bias = graph.Node(
            "Expand", [graph.Node("Reshape", [one.Bias!, graph.Integers(1, first.Outputs, 1, 1)]), graph.Integers(1, first.Outputs, first.Kernel, first.Kernel)]);
        string offset = graph.Node("Flatten", [Transposed(bias, two, second)]);
        int side = first.Kernel * second.Stride;
        string features = graph.Node("Reshape", [graph.Node("Gemm", [codes, matrix, offset]), graph.Integers(-1, second.Outputs, side, side)]);
        return graph.Shaped(features, PatchGraph.Patches, second.Outputs, side, side);
    }

    private string Transposed(string value, ConvolutionWeights folded, ConvolutionLayer shape) => graph.Node(
        "ConvTranspose",
        folded.Bias is { } bias ? [value, folded.Weight, bias] : [value, folded.Weight],
        Attribute("kernel_shape", shape.Kernel, shape.Kernel),
        Attribute("strides", shape.Stride, shape.Stride),
        Attribute("pads", shape.Padding, shape.Padding, shape.Padding, shape.Padding));

    /// <summary>A layer's weight and bias with the batch normalisation that follows it.</summary>
    private ConvolutionWeights Folded(int layer)
    {
        string weight = weights.Append(graph, $"decoder.deconv{layer}.weight");
        string bias = weights.Append(graph, $"decoder.deconv{layer}.bias");
        if (!Decoder.Layers[layer - 1].Normalised)
        {
            return new(weight, bias);
        }

        string Norm(string name) => weights.Append(graph, $"decoder.bn{layer}.{name}");
        string deviation = graph.Node("Sqrt", [graph.Node("Add", [Norm("running_var"), graph.Scalar(NetworkGraph.NormalisationEpsilon)])]);
        string scale = graph.Node("Div", [Norm("weight"), deviation]);
        return new(
            graph.Node("Mul", [weight, graph.Node("Reshape", [scale, graph.Integers(1, -1, 1, 1)])]),
            graph.Node("Add", [graph.Node("Mul", [graph.Node("Sub", [bias, Norm("running_mean")]), scale]), Norm("bias")]));
    }

    /// <summary>[n, phases x phases x channels, h, w] to [n, channels, 64, 64]. Rows are moved as blocks; within a row, a product with a permutation is the fastest way.</summary>
    private string Interleaved(string stacked, int phases, int channels)
    {
        int side = PatchSize / phases;
        string apart = graph.Node("Reshape", [stacked, graph.Integers(-1, phases, phases, channels, side, side)]);
        string rows = graph.Node("Reshape", [graph.Node("Transpose", [apart], Attribute("perm", 0, 3, 4, 1, 2, 5)), graph.Integers(-1, PatchSize)]);
        var permutation = new float[PatchSize * PatchSize];
        for (int column = 0; column < PatchSize; column++)
        {
            permutation[(column % phases * side + column / phases) * PatchSize + column] = 1;
        }

        string ordered = graph.Node("MatMul", [rows, graph.Initializer("interleave", [PatchSize, PatchSize], permutation)]);
        return graph.Node("Reshape", [ordered, graph.Integers(-1, channels, PatchSize, PatchSize)]);
    }
}
