namespace FimNet.MLNet.Reports;

/// <summary>Thins long series to what a chart can show.</summary>
internal static class Sampling
{
    /// <summary>Indices from the first to the last of a series, ascending, no more than a number of them and evenly spread.</summary>
    /// <param name="count">Length of the series.</param>
    /// <param name="most">At least 2.</param>
    public static IEnumerable<int> Evenly(int count, int most) => count <= most
        ? Enumerable.Range(0, count)
        : Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)));
}
