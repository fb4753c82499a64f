using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>FIM-Net: encoder, latent module, decoder (Fig. 2, Table I). Maps patches [B, 3, 64, 64] in [-1, 1] to their repaired reconstruction.</summary>
internal sealed class FimNetwork : nn.Module<Tensor, NetworkOutput>
{
    /// <param name="options">Structure.</param>
    /// <param name="generator">A generator on the CPU; every weight is drawn from it, none from the process-wide one.</param>
    public FimNetwork(NetworkOptions options, Generator generator)
        : base(nameof(FimNetwork))
    {
        Options = options;
        Encoder = new Encoder();
        Latent = options.Latent == LatentModule.None ? null : new LatentFeatureRepairModule(options);
        Decoder = new Decoder();
        RegisterComponents();
        WeightInitialization.Apply(this, generator);
    }

    public NetworkOptions Options { get; }

    [field: ComponentName(Name = "encoder")]
    public Encoder Encoder { get; }

    /// <summary>Null for a plain autoencoder.</summary>
    [field: ComponentName(Name = "latent")]
    public LatentFeatureRepairModule? Latent { get; }

    [field: ComponentName(Name = "decoder")]
    public Decoder Decoder { get; }

    public override NetworkOutput forward(Tensor patches)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor latent = Encoder.call(patches);
        Tensor? attention = null;
        if (Latent is not null)
        {
            (latent, attention) = Latent.call(latent.flatten(1));
            latent = latent.reshape(-1, Encoder.LatentSize, 1, 1);
        }

        return new NetworkOutput(Decoder.call(latent).MoveToOuterDisposeScope(), attention?.MoveToOuterDisposeScope());
    }

    /// <summary>Chooses the type of the numbers that encoder and decoder multiply (see <see cref="ConvolutionStack.Factors"/>).</summary>
    public void SetFactors(ScalarType? type) => Encoder.Factors = Decoder.Factors = type;

    /// <summary>Stage 2: the memory no longer learns; everything else does.</summary>
    public void FreezeMemory() => Latent?.Memory.Freeze();
}
