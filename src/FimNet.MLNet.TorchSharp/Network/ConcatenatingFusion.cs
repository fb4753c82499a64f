using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>The fusion of Table VI, column C: one fully connected layer over [z, memory read] instead of the gates. Maps two [B, C] to one.</summary>
internal sealed class ConcatenatingFusion : nn.Module<Tensor, Tensor, Tensor>
{
    public ConcatenatingFusion(int dimension)
        : base(nameof(ConcatenatingFusion))
    {
        Fc = nn.Linear(2 * dimension, dimension);
        RegisterComponents();
    }

    [field: ComponentName(Name = "fc")]
    public Linear Fc { get; }

    public override Tensor forward(Tensor codes, Tensor read)
    {
        using Tensor both = cat([codes, read], 1);
        return Fc.call(both);
    }
}
