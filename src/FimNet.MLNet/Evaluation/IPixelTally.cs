namespace FimNet.MLNet.Evaluation;

/// <summary>The pixel scores of a group of images, split by what the masks say.</summary>
internal interface IPixelTally<TSelf>
    where TSelf : IPixelTally<TSelf>
{
    public ScoreTotals Totals { get; }

    public void Add(MaskedMap image);

    /// <summary>Called once, after the last image.</summary>
    public void Complete();

    /// <summary>Every distinct score from the highest to the lowest, counting the good pixels of some tallies and the defective ones of others.</summary>
    public static abstract IEnumerable<ScoreGroup> Descending(IReadOnlyList<TSelf> good, IReadOnlyList<TSelf> defective);
}
