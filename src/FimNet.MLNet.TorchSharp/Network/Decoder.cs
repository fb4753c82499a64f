using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>The decoder of Table I: [B, 512, 1, 1] to [B, 3, 64, 64] in [-1, 1].</summary>
internal sealed class Decoder : ConvolutionStack
{
    public Decoder()
        : base(nameof(Decoder), Layers, "deconv", static l => nn.ConvTranspose2d(l.Inputs, l.Outputs, l.Kernel, stride: l.Stride, padding: l.Padding))
    {
        RegisterComponents();
    }

    /// <summary>Transposed convolutions; the hyperbolic tangent follows the last.</summary>
    public static IReadOnlyList<ConvolutionLayer> Layers { get; } =
    [
        new(Encoder.LatentSize, 256, Kernel: 4, Stride: 1, Padding: 0, Normalised: false),
        new(256, 128, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(128, 64, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(64, 32, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(32, 32, Kernel: 3, Stride: 1, Padding: 1, Normalised: true),
        new(32, 3, Kernel: 4, Stride: 2, Padding: 1, Normalised: false),
    ];

    protected override Tensor Activate(Tensor normalised) => normalised.relu_();

    protected override Tensor Finish(Tensor output) => output.tanh_();
}
