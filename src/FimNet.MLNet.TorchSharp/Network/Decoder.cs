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

    /// <summary>The first layer sees a single point and is one matrix product; a transposed convolution of stride 1 is a convolution with the kernel turned around.</summary>
    protected override Tensor Convolve(ConvolutionLayer layer, Tensor input, Tensor weight, Tensor bias)
    {
        if (layer == Layers[0])
        {
            Tensor product = input.flatten(1).mm(AsMatrix(weight)).reshape(-1, layer.Kernel, layer.Kernel, layer.Outputs);
            return product.Plus(bias).permute(0, 3, 1, 2);
        }

        return layer.Stride == 1
            ? nn.functional.conv2d(input, weight.transpose(0, 1).flip(2, 3), bias, padding: [layer.Padding, layer.Padding])
            : TransposedConvolution.Fastest(layer, input, weight, bias);
    }

    protected override Tensor Activate(Tensor normalised) => normalised.relu_();

    protected override Tensor Finish(Tensor output) => output.tanh_();
}
