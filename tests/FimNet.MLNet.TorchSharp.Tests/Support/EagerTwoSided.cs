using FimNet.MLNet.Network;
using FimNet.MLNet.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests;

/// <summary>The two-sided map written plainly in TorchSharp: an oracle for the graph that is exported.</summary>
internal static class EagerTwoSided
{
    /// <param name="network">In evaluation mode.</param>
    /// <param name="image">Unsigned bytes [1, H, W, 3], RGB; H and W are multiples of 64.</param>
    /// <param name="statistics">What good images say.</param>
    /// <returns>
    /// The average surprise of the differences, which are MHFD and, if the statistics know two, the pixel difference, and that of the residuals' statistics, [H, W].
    /// They belong to the caller's scope.
    /// </returns>
    public static (Tensor Differences, Tensor Residual) Maps(FimNetwork network, Tensor image, SurfaceStatistics statistics)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor[] differences, Tensor distance) = Values(network, image, statistics);
        Tensor average = stack(differences.Zip(statistics.DifferenceTails, Surprise)).mean([0]);
        Tensor residual = nn.functional.interpolate(
            Surprise(distance, statistics.ResidualTail).unsqueeze(0).unsqueeze(0), size: [image.shape[1], image.shape[2]], mode: InterpolationMode.Bilinear, align_corners: false);
        return scope.MoveToOuter(average, residual[0, 0]);
    }

    /// <returns>The same before they become surprises: [H, W] each, and [H/8, W/8].</returns>
    public static (Tensor[] Differences, Tensor Distance) Values(FimNetwork network, Tensor image, SurfaceStatistics statistics)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (Tensor map, _, Tensor reconstruction) = EagerScorer.Score(network, image, 1, 2, 3);
        Tensor input = Input(image);
        Tensor descriptor = Descriptor(network, input, reconstruction, statistics.Residual.EnergyFloor);
        Tensor[] differences = statistics.DifferenceTails.Count == 1 ? [map[0]] : [map[0], (input - reconstruction).square().mean([1])[0]];
        if (statistics.Residual.Appearance is { } usual)
        {
            Tensor appearance = Appearance(network, input, usual);
            descriptor -= tensor(usual.Descriptor, [descriptor.shape[0], appearance.shape[0]]).mm(appearance).reshape(descriptor.shape);
            for (int i = 0; i < differences.Length; i++)
            {
                Tensor logDifference = tensor(usual.LogDifferences[i], [1, appearance.shape[0]]).mm(appearance).reshape(1, 1, descriptor.shape[1], descriptor.shape[2]);
                differences[i] /= nn.functional.interpolate(logDifference, size: [image.shape[1], image.shape[2]], mode: InterpolationMode.Bilinear, align_corners: false)[0, 0].exp();
            }
        }

        Tensor distance = Distance(descriptor, statistics.Residual);
        scope.MoveToOuter(differences);
        return (differences, distance.MoveToOuterDisposeScope());
    }

    /// <returns>What <see cref="ResidualModel"/> is the Gaussian of where it has no appearance: [entries, H/8, W/8].</returns>
    public static Tensor Descriptor(FimNetwork network, Tensor image, float[] energyFloor)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (_, _, Tensor reconstruction) = EagerScorer.Score(network, image, 1, 2, 3);
        return Descriptor(network, Input(image), reconstruction, energyFloor).MoveToOuterDisposeScope();
    }

    private static Tensor Input(Tensor image) => image.permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;

    /// <summary>[entries, H/8, W/8]: means of the residuals of layers 1 and 2 over cells of 8x8 pixels, smoothed over the cells, and logarithms of their mean squares.</summary>
    private static Tensor Descriptor(FimNetwork network, Tensor input, Tensor reconstruction, float[] energyFloor)
    {
        Tensor residual = cat(network.Encoder.Features(input, 2).Zip(network.Encoder.Features(reconstruction, 2), (a, b) => a - b).ToArray(), 1);
        Tensor energy = Smooth(nn.functional.avg_pool2d(residual.square(), 4), 0.5)[0];
        return cat([Smooth(nn.functional.avg_pool2d(residual, 4), 0.5)[0], (energy + tensor(energyFloor).reshape(-1, 1, 1)).log()], 0);
    }

    /// <summary>[channels, cells]: logarithms of the image's own energies, smoothed widely, in standard deviations and clipped.</summary>
    private static Tensor Appearance(FimNetwork network, Tensor input, AppearanceModel model)
    {
        Tensor energy = Smooth(nn.functional.avg_pool2d(cat(network.Encoder.Features(input, 2), 1).square(), 4), 0.5);
        Tensor appearance = Smooth((energy + 1e-5).log(), 4)[0].flatten(1);
        return ((appearance - tensor(model.Mean).unsqueeze(1)) / tensor(model.Deviation).unsqueeze(1)).clamp(-2, 2);
    }

    private static Tensor Smooth(Tensor cells, double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        Tensor kernel = exp(arange(-radius, radius + 1).to(ScalarType.Float32).square() / (-2 * sigma * sigma));
        kernel /= kernel.sum();
        int channels = (int)cells.shape[1];
        Tensor plane = outer(kernel, kernel).expand(channels, 1, 2 * radius + 1, 2 * radius + 1);
        return nn.functional.conv2d(nn.functional.pad(cells, [radius, radius, radius, radius], PaddingModes.Replicate), plane, groups: channels);
    }

    private static Tensor Distance(Tensor descriptor, ResidualModel model)
    {
        Tensor centred = descriptor.flatten(1) - tensor(model.Mean).unsqueeze(1);
        Tensor whitening = tensor(model.Whitening, [model.Mean.Length, model.Mean.Length]);
        return whitening.mm(centred).square().mean([0]).reshape(descriptor.shape[1], descriptor.shape[2]);
    }

    private static Tensor Surprise(Tensor values, TailCurve curve) =>
        tensor(values.Doubles().Select(value => (float)Surprise(value, curve)).ToArray(), values.shape);

    private static double Surprise(double value, TailCurve curve)
    {
        int knot = Math.Max(0, Array.FindLastIndex(curve.Values, v => v <= value));
        return curve.Surprises[knot] + (value - curve.Values[knot]) * curve.SlopeAfter(knot);
    }
}
