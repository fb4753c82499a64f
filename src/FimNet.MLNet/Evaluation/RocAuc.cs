namespace FimNet.MLNet.Evaluation;

/// <summary>The area under the ROC curve as a count of ordered pairs, exact for any number of ties.</summary>
internal static class RocAuc
{
    /// <summary>
    /// Twice the number of pairs in which the positive score is above the negative one, a tie counting as half a pair.
    /// Being a plain sum over pairs, it adds up over any partition of the two sets.
    /// </summary>
    /// <param name="sortedPositives">Ascending scores without NaN.</param>
    /// <param name="sortedNegatives">Ascending scores without NaN.</param>
    public static ulong TwiceOrderedPairs(ReadOnlySpan<float> sortedPositives, ReadOnlySpan<float> sortedNegatives)
    {
        ulong twice = 0;
        int below = 0, notAbove = 0;
        foreach (float score in sortedPositives)
        {
            while (below < sortedNegatives.Length && sortedNegatives[below] < score)
            {
                below++;
            }

            notAbove = Math.Max(notAbove, below);
            while (notAbove < sortedNegatives.Length && sortedNegatives[notAbove] == score)
            {
                notAbove++;
            }

            twice += (ulong)below + (ulong)notAbove;
        }

        return twice;
    }

    /// <summary>The area, given the pairs counted by <see cref="TwiceOrderedPairs"/>.</summary>
    public static double FromPairs(ulong twiceOrderedPairs, long positives, long negatives) => twiceOrderedPairs / (2.0 * positives * negatives);
}
