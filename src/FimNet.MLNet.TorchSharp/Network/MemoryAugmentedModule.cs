using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// MAM, Eqs. (2)-(5): replaces each code by a sparse, convex combination of memory items. Maps z [B, C] to the memory
/// read [B, C] and the attention weights [B, N], which sum to 1.
/// </summary>
internal sealed class MemoryAugmentedModule : nn.Module<Tensor, (Tensor Read, Tensor Weights)>
{
    /// <summary>The small positive scalar of Eq. (3), of the norms and of the logarithm in Eq. (5).</summary>
    public const double Epsilon = 1e-12;

    private readonly int _size;
    private readonly double _temperature;

    public MemoryAugmentedModule(int size, int dimension, double temperature)
        : base(nameof(MemoryAugmentedModule))
    {
        _size = size;
        _temperature = temperature;
        Items = nn.Parameter(zeros(size, dimension));
        Items.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The memory M of Eq. (2): N items of C values.</summary>
    [field: ComponentName(Name = "items")]
    public Parameter Items { get; private set; }

    public override (Tensor Read, Tensor Weights) forward(Tensor codes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = Shrink(Address(codes));
        return scope.MoveToOuter(weights.mm(Items), weights);
    }

    /// <summary>Eq. (5): the entropy of each patch's attention weights, averaged over the patches.</summary>
    public static Tensor Entropy(Tensor weights)
    {
        using DisposeScope scope = NewDisposeScope();
        return (weights * weights.Plus(Epsilon).log()).sum(new long[] { 1 }).mean().neg().MoveToOuterDisposeScope();
    }

    /// <summary>Stops the memory from learning, as stage 2 demands. A gradient left from stage 1 is dropped, so that no optimiser can apply it.</summary>
    public void Freeze()
    {
        Items.requires_grad = false;
        Items.grad = null;
    }

    /// <summary>Eq. (2): softmax over the items of cosine similarity / temperature.</summary>
    private Tensor Address(Tensor codes)
    {
        Tensor similarity = nn.functional.linear(
            nn.functional.normalize(codes, dim: 1, eps: Epsilon),
            nn.functional.normalize(Items, dim: 1, eps: Epsilon));
        return similarity.DivideInPlace(_temperature).softmax(1);
    }

    /// <summary>Eq. (3) and the re-normalisation after it. A row that shrinks to nothing keeps its weights.</summary>
    private Tensor Shrink(Tensor weights)
    {
        Tensor excess = weights.Plus(-1.0 / _size);
        Tensor shrunk = excess.relu() * weights / excess.abs().Plus(Epsilon);
        Tensor total = shrunk.sum(new long[] { 1 }, keepdim: true);
        return where(total.to(ScalarType.Bool), shrunk / total.AtLeast(Epsilon), weights);
    }
}
