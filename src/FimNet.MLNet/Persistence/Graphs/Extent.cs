namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>What is known of a value of a graph before it runs.</summary>
/// <param name="Dimensions">Its shape.</param>
/// <param name="Content">Its numbers, where they are whole, no more than <see cref="LongestContent"/>, and hang on constants and shapes alone.</param>
internal sealed record Extent(long[] Dimensions, long[]? Content = null)
{
    /// <summary>Whole numbers are sizes, axes and indices; no list of those is longer.</summary>
    public const int LongestContent = 1024;

    public int Rank => Dimensions.Length;

    /// <exception cref="OverflowException">More than 64 bits can count.</exception>
    public long Elements => Dimensions.Aggregate(1L, (product, side) => checked(product * side));

    public override string ToString() => $"[{string.Join(", ", Dimensions)}]";
}
