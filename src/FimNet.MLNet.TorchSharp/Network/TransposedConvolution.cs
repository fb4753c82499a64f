using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>Transposed convolutions with a kernel of 4x4, a stride of 2 and a padding of 1, as libtorch does them or as plain ones.</summary>
internal static class TransposedConvolution
{
    private const int MostInputsInPhases = 128;

    /// <summary>
    /// The layer in libtorch's own way or in phases: libtorch is slow with few outputs, and backward with bfloat16; on the smallest maps, those with most inputs, the phases' borders cost as much.
    /// </summary>
    public static Tensor Fastest(ConvolutionLayer layer, Tensor input, Tensor weight, Tensor bias) =>
        layer.HasPixels || (input.dtype == ScalarType.BFloat16 && layer.Inputs <= MostInputsInPhases)
            ? InPhases(input, weight, bias)
            : nn.functional.conv_transpose2d(input, weight, bias, strides: [layer.Stride, layer.Stride], padding: [layer.Padding, layer.Padding]);

    /// <summary>
    /// Every second row and column of the output is a convolution with a kernel of 2x2. One convolution gives all four of these phases, as channels; each begins at a border of its own.
    /// </summary>
    /// <param name="input">[B, in, h, w].</param>
    /// <param name="weight">[in, out, 4, 4].</param>
    /// <param name="bias">[out].</param>
    /// <returns>[B, out, 2h, 2w].</returns>
    public static Tensor InPhases(Tensor input, Tensor weight, Tensor bias)
    {
        (long batch, long height, long width) = (input.shape[0], input.shape[2], input.shape[3]);
        (long inputs, long outputs) = (weight.shape[0], weight.shape[1]);

        // Backwards, because a transposed convolution scatters what a plain one gathers: tap 2a + p of a row belongs to phase p, and is the a-th there.
        Tensor taps = weight.flip(2, 3).reshape(inputs, outputs, 2, 2, 2, 2);
        Tensor kernel = taps.permute(3, 5, 1, 2, 4, 0).reshape(4 * outputs, 2, 2, inputs).permute(0, 3, 1, 2);
        Tensor[] phases = nn.functional.conv2d(input, kernel, bias.repeat(4), padding: [1, 1]).permute(0, 2, 3, 1).split(outputs, 3);
        Tensor Row(int vertical) => stack([Phase(vertical, 0), Phase(vertical, 1)], 3);
        Tensor Phase(int vertical, int horizontal) => phases[2 * vertical + horizontal].narrow(1, vertical, height).narrow(2, horizontal, width);
        return stack([Row(0), Row(1)], 2).reshape(batch, 2 * height, 2 * width, outputs).permute(0, 3, 1, 2);
    }
}
