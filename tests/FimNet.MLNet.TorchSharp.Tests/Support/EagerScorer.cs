using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests;

/// <summary>
/// The scoring of whole images written plainly in TorchSharp: an oracle for the graph that is exported.
/// </summary>
internal static class EagerScorer
{
    /// <param name="network">In evaluation mode.</param>
    /// <param name="images">Unsigned bytes [B, H, W, 3], RGB; H and W are multiples of 64.</param>
    /// <param name="levels">Layers of the encoder that MHFD compares, 1 to 6.</param>
    /// <returns>The anomaly map [B, H, W], the score [B] and the reconstruction [B, 3, H, W] in [-1, 1]; they belong to the caller's scope.</returns>
    public static (Tensor Map, Tensor Score, Tensor Reconstruction) Score(FimNetwork network, Tensor images, params IReadOnlyList<int> levels) =>
        Score(patches => network.call(patches).Reconstruction, network.Encoder.Features, images, levels);

    /// <param name="reconstruct">Patches [n, 3, 64, 64] in [-1, 1] to their reconstructions.</param>
    /// <param name="features">Images [B, 3, H, W] and a number of layers to the outputs of so many of the encoder's first layers.</param>
    /// <param name="images">Unsigned bytes [B, H, W, 3], RGB; H and W are multiples of 64.</param>
    /// <param name="levels">Layers of the encoder that MHFD compares, 1 to 6.</param>
    public static (Tensor Map, Tensor Score, Tensor Reconstruction) Score(
        Func<Tensor, Tensor> reconstruct, Func<Tensor, int, Tensor[]> features, Tensor images, params IReadOnlyList<int> levels)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = images.permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;
        Tensor reconstruction = Assemble(reconstruct(Split(input)), input.shape);
        Tensor map = Difference(features, input, reconstruction, levels);
        return scope.MoveToOuter(map, map.amax([1, 2]), reconstruction);
    }

    /// <summary>[B, 3, H, W] to the patches [B * H/64 * W/64, 3, 64, 64], row by row.</summary>
    private static Tensor Split(Tensor images)
    {
        long[] shape = images.shape;
        return images.reshape(shape[0], 3, shape[2] / 64, 64, shape[3] / 64, 64).permute(0, 2, 4, 1, 3, 5).reshape(-1, 3, 64, 64);
    }

    private static Tensor Assemble(Tensor patches, long[] shape) =>
        patches.reshape(shape[0], shape[2] / 64, shape[3] / 64, 3, 64, 64).permute(0, 3, 1, 4, 2, 5).reshape(shape);

    /// <summary>MHFD, Eqs. (15) and (16).</summary>
    private static Tensor Difference(Func<Tensor, int, Tensor[]> features, Tensor input, Tensor reconstruction, IReadOnlyList<int> levels)
    {
        Tensor[] ofInput = features(input, levels.Max());
        Tensor[] ofReconstruction = features(reconstruction, levels.Max());
        double total = levels.Sum(level => Encoder.ReceptiveFields[level - 1]);
        Tensor map = zeros(input.shape[0], 1, input.shape[2], input.shape[3]);
        foreach (int level in levels)
        {
            Tensor difference = (ofInput[level - 1] - ofReconstruction[level - 1]).square().mean([1], keepdim: true);
            if (level == 6)
            {
                // Element i looks at the pixels around 16 i + 31.5, which is half-way between the places 16 j + 7.5 of the elements of layer 5.
                difference = AtPlacesOfLayer5(AtPlacesOfLayer5(difference, axis: 2), axis: 3);
            }

            Tensor upsampled = nn.functional.interpolate(difference, size: [input.shape[2], input.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
            map.add_(upsampled, alpha: Encoder.ReceptiveFields[level - 1] / total);
        }

        return map.squeeze(1);
    }

    private static Tensor AtPlacesOfLayer5(Tensor map, int axis)
    {
        long side = map.shape[axis];
        return stack([.. Enumerable.Range(0, (int)side + 3).Select(j =>
        {
            Tensor below = map.select(axis, Math.Clamp(j - 2, 0, side - 1)), above = map.select(axis, Math.Clamp(j - 1, 0, side - 1));
            return (below + above) / 2;
        })], axis);
    }
}
