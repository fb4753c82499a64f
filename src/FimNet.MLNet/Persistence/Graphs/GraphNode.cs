using FimNet.MLNet.Onnx;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>A node with what is known of its inputs.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">Null for an input that is left out.</param>
internal sealed class GraphNode(NodeProto node, Extent?[] inputs)
{
    // Pads, strides and the like of a network for images of at most 8192 pixels a side.
    private const long LargestSetting = 1 << 14;

    public int Outputs => node.Output.Count;

    public int Inputs => inputs.Length;

    public Extent this[int index] => index < inputs.Length && inputs[index] is { } extent ? extent : throw Wrong($"lacks its input {index}");

    public IEnumerable<Extent> All => Enumerable.Range(0, inputs.Length).Select(i => this[i]);

    public bool Has(int index) => index < inputs.Length && inputs[index] is not null;

    public long[] Content(int index) => this[index].Content ?? throw Wrong($"takes sizes from its input {index}, which is not a constant");

    public long Integer(string name, long otherwise) => node.Attribute.FirstOrDefault(a => a.Name == name)?.I ?? otherwise;

    /// <summary>A list of as many numbers as there are spatial dimensions, each within sane limits.</summary>
    public long[] Integers(string name, int count, long least, long otherwise)
    {
        if (node.Attribute.FirstOrDefault(a => a.Name == name) is not { } attribute)
        {
            return Enumerable.Repeat(otherwise, count).ToArray();
        }

        return attribute.Ints.Count == count && attribute.Ints.All(value => value >= least && value <= LargestSetting)
            ? [.. attribute.Ints]
            : throw Wrong($"has the {name} [{string.Join(", ", attribute.Ints)}], but must have {count} numbers from {least} to {LargestSetting}");
    }

    public long[]? Permutation(string name) => node.Attribute.FirstOrDefault(a => a.Name == name)?.Ints.ToArray();

    /// <summary>An axis counted from the first dimension.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Wrong($"names axis {axis} of a value of {rank} dimensions");

    public void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw Wrong(otherwise);
        }
    }

    public ModelFormatException Wrong(string what) => Refusal.Of($"the node '{node.Name}' ({node.OpType}) in its graph {what}");
}
