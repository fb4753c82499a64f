using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>The encoder of Table I: [B, 3, 64, 64] to [B, 512, 1, 1]. On whole images it is the feature extractor of MHFD (Section III-F).</summary>
internal sealed class Encoder : ConvolutionStack
{
    public const int LatentSize = 512;
    public const double NegativeSlope = 0.2;

    public Encoder()
        : base(nameof(Encoder), Layers, "conv", static l => nn.Conv2d(l.Inputs, l.Outputs, l.Kernel, stride: l.Stride, padding: l.Padding))
    {
        RegisterComponents();
    }

    public static IReadOnlyList<ConvolutionLayer> Layers { get; } =
    [
        new(3, 32, Kernel: 4, Stride: 2, Padding: 1, Normalised: false),
        new(32, 32, Kernel: 3, Stride: 1, Padding: 1, Normalised: true),
        new(32, 64, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(64, 128, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(128, 256, Kernel: 4, Stride: 2, Padding: 1, Normalised: true),
        new(256, LatentSize, Kernel: 4, Stride: 1, Padding: 0, Normalised: false),
    ];

    /// <summary>Side in pixels of the square that one element of a layer's output sees, first layer first (RF in Eq. 16).</summary>
    public static IReadOnlyList<int> ReceptiveFields { get; } = [4, 8, 14, 26, 50, 98];

    /// <summary>The side of a layer's output on images of a side.</summary>
    /// <param name="layer">1 to 6.</param>
    /// <param name="side">In pixels.</param>
    public static int OutputSide(int layer, int side) => Layers.Take(layer).Aggregate(side, static (s, l) => (s + 2 * l.Padding - l.Kernel) / l.Stride + 1);

    /// <summary>Of a patch the last layer sees all there is, so it is one matrix product.</summary>
    protected override Tensor Convolve(ConvolutionLayer layer, Tensor input, Tensor weight, Tensor bias)
    {
        long[] shape = input.shape;
        return layer == Layers[^1] && shape[2] == layer.Kernel && shape[3] == layer.Kernel
            ? nn.functional.linear(AsMatrix(input), AsMatrix(weight), bias).reshape(shape[0], LatentSize, 1, 1)
            : nn.functional.conv2d(input, weight, bias, strides: [layer.Stride, layer.Stride], padding: [layer.Padding, layer.Padding]);
    }

    protected override Tensor Activate(Tensor normalised) => normalised.LeakyRectifyInPlace(NegativeSlope);
}
