using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Statistics;

/// <summary>What residuals good surfaces leave, as a linear function of how the image looks there (see <see cref="Export.AppearanceGraph"/>).</summary>
/// <param name="Mean">Mean of the appearance, one value a channel.</param>
/// <param name="Deviation">Its standard deviation, one value a channel, above 0.</param>
/// <param name="LogDifferences">Of each difference map [channel]: change of its logarithm with each standard deviation of the appearance (see <see cref="Export.DifferenceMaps"/>).</param>
/// <param name="Descriptor">[entry, channel], row by row: the same of the residual descriptor.</param>
internal sealed record AppearanceModel(float[] Mean, float[] Deviation, IReadOnlyList<float[]> LogDifferences, float[] Descriptor)
{
    // Towards no dependence: neighbouring channels tell nearly the same, and a few tens of photographs do not tell them apart.
    private const double Ridge = 0.1;

    private const double SmallestDeviation = 1e-3;

    /// <summary>Least squares with a ridge, on the standardised appearance.</summary>
    /// <param name="moments">Of the appearance, the logarithms of the difference maps and the descriptor, one below the other.</param>
    /// <param name="channels">Number of entries of the appearance.</param>
    /// <param name="differences">Number of difference maps.</param>
    public static AppearanceModel Fit(VectorMoments moments, int channels, int differences)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor mean, torch.Tensor covariance) = moments.MeanAndCovariance();
        long rest = mean.shape[0] - channels;
        torch.Tensor deviation = covariance.diagonal().narrow(0, 0, channels).AtLeast(SmallestDeviation * SmallestDeviation).sqrt().unsqueeze(1);
        torch.Tensor standardised = covariance.narrow(0, 0, channels).div(deviation);
        torch.Tensor own = standardised.narrow(1, 0, channels).div(deviation.t());
        torch.Tensor ridge = torch.eye(channels, dtype: torch.ScalarType.Float64).Times(Ridge);
        torch.Tensor slopes = torch.linalg.solve(own.Plus(ridge), standardised.narrow(1, channels, rest)).t();
        return new AppearanceModel(
            VectorMoments.Floats(mean.narrow(0, 0, channels)),
            VectorMoments.Floats(deviation),
            [.. Enumerable.Range(0, differences).Select(map => VectorMoments.Floats(slopes.narrow(0, map, 1)))],
            VectorMoments.Floats(slopes.narrow(0, differences, rest - differences)));
    }
}
