using FimNet.MLNet.Numerics;
using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Training;

/// <summary>A threshold from the few good images that were held back, which an odd one among them does not move.</summary>
internal static class FirstThreshold
{
    /// <param name="ordered">The images' scores, or the highest values of their maps, ascending.</param>
    /// <param name="quantile">0 to 1.</param>
    /// <returns>The quantile, interpolated linearly, of those that are not suspicious. With fewer than <see cref="RobustDeviations.FewestValues"/> nothing is.</returns>
    public static float Of(float[] ordered, double quantile)
    {
        if (ordered.Length < RobustDeviations.FewestValues)
        {
            return Quantile.Linear(ordered, quantile);
        }

        double[] deviations = RobustDeviations.Of([ordered])[0];
        return Quantile.Linear(ordered[..deviations.Count(deviation => deviation <= ScreenedImage.SuspiciousDeviations)], quantile);
    }
}
