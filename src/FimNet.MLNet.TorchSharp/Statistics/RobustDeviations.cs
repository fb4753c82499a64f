using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Statistics;

/// <summary>How far scores are above their median, in units that a few outliers do not move.</summary>
internal static class RobustDeviations
{
    /// <summary>With fewer values the spread is a guess.</summary>
    public const int FewestValues = 10;

    // The median absolute deviation of a normal distribution times this is its standard deviation.
    private const double StandardDeviationsInMad = 1.4826;

    // Of the logarithm: where all scores agree within two percent, one that is three percent higher is no outlier.
    private const double SmallestDeviation = 0.02;

    /// <summary>Scores of several models, each measured against the median of its own, or of all where there are too few of its own, and all against one spread.</summary>
    /// <param name="groups">The positive scores that one model gave each.</param>
    /// <returns>For each group the deviation of each of its scores.</returns>
    public static double[][] Of(IReadOnlyList<IReadOnlyList<float>> groups)
    {
        double[][] logarithms = groups.Select(group => group.Select(score => Math.Log(Math.Max(score, float.Epsilon))).ToArray()).ToArray();
        double ofAll = Median(logarithms.SelectMany(group => group));
        double[][] centred = Array.ConvertAll(logarithms, group => Centred(group, group.Length < FewestValues ? ofAll : Median(group)));
        double spread = Math.Max(SmallestDeviation, StandardDeviationsInMad * Median(centred.SelectMany(group => group).Select(Math.Abs)));
        return Array.ConvertAll(centred, group => Array.ConvertAll(group, value => value / spread));
    }

    private static double[] Centred(double[] values, double median) => Array.ConvertAll(values, value => value - median);

    private static double Median(IEnumerable<double> values) => Quantile.Linear([.. values.Order()], 0.5);
}
