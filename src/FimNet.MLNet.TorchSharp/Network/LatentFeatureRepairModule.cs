using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// LFRM, Section III-D: memory, then fusion of the code with what the memory returned; without a fusion the memory's
/// answer is the result. Maps z [B, C] to the repaired code [B, C] and the attention weights [B, N].
/// </summary>
internal sealed class LatentFeatureRepairModule : nn.Module<Tensor, (Tensor Code, Tensor Weights)>
{
    public LatentFeatureRepairModule(NetworkOptions options)
        : base(nameof(LatentFeatureRepairModule))
    {
        Memory = new MemoryAugmentedModule(options.MemorySize, Encoder.LatentSize, options.Temperature);
        Fusion = options.Latent switch
        {
            LatentModule.Lfrm => new ForgettingInputtingFusion(Encoder.LatentSize, options.Gates),
            LatentModule.Concatenate => new ConcatenatingFusion(Encoder.LatentSize),
            _ => null,
        };
        RegisterComponents();
    }

    [field: ComponentName(Name = "memory")]
    public MemoryAugmentedModule Memory { get; }

    [field: ComponentName(Name = "fusion")]
    public nn.Module<Tensor, Tensor, Tensor>? Fusion { get; }

    public override (Tensor Code, Tensor Weights) forward(Tensor codes)
    {
        (Tensor read, Tensor weights) = Memory.call(codes);
        if (Fusion is null)
        {
            return (read, weights);
        }

        using (read)
        {
            return (Fusion.call(codes, read), weights);
        }
    }
}
