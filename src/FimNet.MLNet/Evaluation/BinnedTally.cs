using System.Runtime.InteropServices;

namespace FimNet.MLNet.Evaluation;

/// <summary>Counts scores rounded up to 12 binary digits, in memory that the number of pixels does not change.</summary>
internal sealed class BinnedTally : IPixelTally<BinnedTally>
{
    private const int Digits = 12;

    private readonly Dictionary<uint, Bin> _bins = [];

    public ScoreTotals Totals { get; private set; }

    public void Add(MaskedMap image)
    {
        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        for (int i = 0; i < scores.Length; i++)
        {
            ref Bin bin = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, RoundedScore.KeyOf(scores[i], Digits), out _);
            if (region[i] == 0)
            {
                bin.Good++;
            }
            else
            {
                bin.Defective++;
                bin.RegionShare += image.ShareOfRegion(region[i]);
            }
        }

        Totals += image.Totals;
    }

    public void Complete()
    {
    }

    public static IEnumerable<ScoreGroup> Descending(IReadOnlyList<BinnedTally> good, IReadOnlyList<BinnedTally> defective)
    {
        var all = new Dictionary<uint, Bin>();
        foreach ((uint key, Bin bin) in good.SelectMany(tally => tally._bins))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _).Good += bin.Good;
        }

        foreach ((uint key, Bin bin) in defective.SelectMany(tally => tally._bins))
        {
            ref Bin sum = ref CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _);
            sum.Defective += bin.Defective;
            sum.RegionShare += bin.RegionShare;
        }

        return all.Where(entry => entry.Value.Good + entry.Value.Defective > 0).OrderByDescending(entry => entry.Key)
            .Select(entry => new ScoreGroup(RoundedScore.HighestOf(entry.Key, Digits), entry.Value.Defective, entry.Value.Good, entry.Value.RegionShare)
            {
                Lowest = RoundedScore.LowestOf(entry.Key, Digits),
            });
    }

    private struct Bin
    {
        public long Good;
        public long Defective;
        public double RegionShare;
    }
}
