namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank.</summary>
internal static class RankCorrelation
{
    /// <summary>-1 to 1; NaN where all values of a side are equal.</summary>
    public static double Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double[] first = Ranks(a), second = Ranks(b);
        double mean = (a.Count - 1) / 2.0;
        double covariance = first.Zip(second, (x, y) => (x - mean) * (y - mean)).Sum();
        return covariance / Math.Sqrt(first.Sum(x => (x - mean) * (x - mean)) * second.Sum(y => (y - mean) * (y - mean)));
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) - 1) / 2.0))];
}
