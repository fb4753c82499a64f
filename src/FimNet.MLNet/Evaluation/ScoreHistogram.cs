using System.Runtime.InteropServices;

namespace FimNet.MLNet.Evaluation;

/// <summary>How often each score occurs in one image, in no particular order.</summary>
internal sealed class ScoreHistogram
{
    // 128 steps each time a score doubles: resampling needs no finer ones, and a thousand or so an image can be added up a thousand times.
    private const int Digits = 8;

    private ScoreHistogram(ScoreGroup[] groups, ScoreTotals totals)
    {
        Groups = groups;
        Totals = totals;
    }

    public IReadOnlyList<ScoreGroup> Groups { get; }

    public ScoreTotals Totals { get; }

    public bool IsDefective => Totals.Defective > 0;

    /// <summary>An image as one score. A defective one is its own single region.</summary>
    public static ScoreHistogram OfImage(float score, bool isDefective)
    {
        int defective = isDefective ? 1 : 0;
        return new ScoreHistogram([new ScoreGroup(score, defective, 1 - defective, defective)], new ScoreTotals(defective, 1 - defective, defective));
    }

    /// <summary>The pixels of an image, their scores rounded.</summary>
    public static ScoreHistogram OfPixels(MaskedMap image)
    {
        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        var groups = new Dictionary<uint, ScoreGroup>();
        for (int i = 0; i < scores.Length; i++)
        {
            uint key = RoundedScore.KeyOf(scores[i], Digits);
            ref ScoreGroup group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _);
            group = region[i] == 0
                ? group with { Good = group.Good + 1 }
                : group with { Defective = group.Defective + 1, RegionShare = group.RegionShare + image.ShareOfRegion(region[i]) };
        }

        return new ScoreHistogram([.. groups.Select(entry => entry.Value with { Score = RoundedScore.HighestOf(entry.Key, Digits), Lowest = RoundedScore.LowestOf(entry.Key, Digits) })], image.Totals);
    }
}
