using FimNet.MLNet.Network;
using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// A transposed convolution of a map that is taken apart into phases, which gives a map taken apart into stride times as many. Each output
/// phase is a sum of plain convolutions of the input phases with those taps of the kernel that meet it: the same products,
/// without the interleaving and overlapping sums that make transposed convolutions slow.
/// </summary>
internal sealed class PhaseConvolution(ConvolutionLayer layer, PhaseMap input)
{
    public int OutputPhases => layer.Stride * input.Phases;

    /// <summary>One value an output phase.</summary>
    public PhaseMap Append(OnnxGraphBuilder graph, ConvolutionWeights weights)
    {
        string kernel = PaddedKernel(graph, weights);
        IEnumerable<string> parts =
            from row in Enumerable.Range(0, OutputPhases)
            from column in Enumerable.Range(0, OutputPhases)
            select Sum(graph, kernel, weights.Bias!, [row], [column]);
        return new PhaseMap(parts.ToArray(), OutputPhases);
    }

    /// <summary>All output phases as the channels of one value: [n, phases x phases x outputs, h, w]. It multiplies by zeros, which pays when a layer has few outputs.</summary>
    public string AppendStacked(OnnxGraphBuilder graph, ConvolutionWeights weights)
    {
        int[] all = Enumerable.Range(0, OutputPhases).ToArray();
        string bias = graph.Node("Tile", [weights.Bias!, graph.Integers(OutputPhases * OutputPhases)]);
        return Sum(graph, PaddedKernel(graph, weights), bias, all, all);
    }

    /// <summary>[in, out, k, k] to [out, in, k + 1, k + 1], where the last tap is zero and stands for all that lie outside.</summary>
    private static string PaddedKernel(OnnxGraphBuilder graph, ConvolutionWeights weights) =>
        graph.Node("Pad", [graph.Node("Transpose", [weights.Weight], Attribute("perm", 1, 0, 2, 3)), graph.Integers(0, 0, 0, 0, 0, 0, 1, 1)]);

    private string Sum(OnnxGraphBuilder graph, string kernel, string bias, int[] rows, int[] columns)
    {
        string? sum = null;
        for (int part = 0; part < input.Parts.Count; part++)
        {
            Window vertical = WindowOf(rows, part / input.Phases);
            Window horizontal = WindowOf(columns, part % input.Phases);
            string[] operands = [input.Parts[part], Taps(graph, kernel, vertical, horizontal)];
            string convolved = graph.Node(
                "Conv",
                sum is null ? [.. operands, bias] : operands,
                Attribute("kernel_shape", vertical.Size, horizontal.Size),
                Attribute("pads", vertical.Before, horizontal.Before, vertical.After, horizontal.After));
            sum = sum is null ? convolved : graph.Node("Add", [sum, convolved]);
        }

        return sum!;
    }

    /// <summary>The kernel's taps for each pair of output phases, stacked along the outputs.</summary>
    private string Taps(OnnxGraphBuilder graph, string kernel, Window vertical, Window horizontal)
    {
        string rows = graph.Node("Gather", [kernel, graph.Integers([vertical.Outputs, vertical.Size], vertical.Taps)], Attribute("axis", 2));
        string both = graph.Node("Gather", [rows, graph.Integers([horizontal.Outputs, horizontal.Size], horizontal.Taps)], Attribute("axis", 4));
        string stacked = graph.Node("Transpose", [both], Attribute("perm", 2, 4, 0, 1, 3, 5));
        return graph.Node(
            "Reshape", [stacked, graph.Integers(vertical.Outputs * horizontal.Outputs * layer.Outputs, layer.Inputs, vertical.Size, horizontal.Size)]);
    }

    /// <summary>
    /// Which taps along one axis lead from an input phase to some output phases: output P s i + r takes input P j + q times tap
    /// r + padding - s q - P s (j - i), with P the input's phases and s the stride.
    /// </summary>
    private Window WindowOf(int[] outputs, int phase)
    {
        int Tap(int output, int offset) => output + layer.Padding - layer.Stride * phase - OutputPhases * offset;
        bool Meets(int offset) => outputs.Any(output => Tap(output, offset) >= 0 && Tap(output, offset) < layer.Kernel);

        int first = Enumerable.Range(-layer.Kernel, 2 * layer.Kernel).First(Meets);
        int last = Enumerable.Range(-layer.Kernel, 2 * layer.Kernel).Last(Meets);
        (first, last) = (Math.Min(first, 0), Math.Max(last, 0));
        long[] taps = outputs
            .SelectMany(output => Enumerable.Range(first, last - first + 1).Select(offset => Tap(output, offset)))
            .Select(tap => tap >= 0 && tap < layer.Kernel ? (long)tap : layer.Kernel)
            .ToArray();
        return new Window(outputs.Length, -first, last, taps);
    }

    private sealed record Window(int Outputs, int Before, int After, long[] Taps)
    {
        public int Size => Before + 1 + After;
    }
}
