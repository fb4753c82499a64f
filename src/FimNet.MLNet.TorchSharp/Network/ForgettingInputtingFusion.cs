using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// FIFFM, Eqs. (6)-(10): a forget gate erases anomalous features of the code z, an input gate adds texture back. The paper
/// reuses symbols there; here all three fully connected layers see [z, memory read]. Maps two [B, C] to one.
/// </summary>
internal sealed class ForgettingInputtingFusion : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly GateActivation _gates;

    public ForgettingInputtingFusion(int dimension, GateActivation gates)
        : base(nameof(ForgettingInputtingFusion))
    {
        _gates = gates;
        Forget = nn.Linear(2 * dimension, dimension);
        Input = nn.Linear(2 * dimension, dimension);
        Candidate = nn.Linear(2 * dimension, dimension);
        RegisterComponents();
    }

    /// <summary>W_f and b_f of Eq. (6).</summary>
    [field: ComponentName(Name = "forget")]
    public Linear Forget { get; }

    /// <summary>W_i and b_i of Eq. (8).</summary>
    [field: ComponentName(Name = "input")]
    public Linear Input { get; }

    /// <summary>W_c and b_c of Eq. (9).</summary>
    [field: ComponentName(Name = "candidate")]
    public Linear Candidate { get; }

    public override Tensor forward(Tensor codes, Tensor read)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor both = cat([codes, read], 1);
        Tensor kept = Gate(Forget.call(both)) * codes;
        return kept.AddProductInPlace(Gate(Input.call(both)), Candidate.call(both).tanh_()).MoveToOuterDisposeScope();
    }

    private Tensor Gate(Tensor x) => _gates == GateActivation.Softmax ? x.softmax(1) : x.sigmoid_();
}
