using System.Runtime.InteropServices;

namespace FimNet.MLNet.Evaluation;

/// <summary>Counts scores rounded up to 12 binary digits, in memory that the number of pixels does not change.</summary>
internal sealed class BinnedTally : IPixelTally<BinnedTally>
{
    // Sign, exponent and the 11 digits that are stored of 12.
    private const int DroppedBits = 12;
    private const uint SignBit = 0x80000000;

    private readonly Dictionary<uint, Bin> _bins = [];

    public ScoreTotals Totals { get; private set; }

    public void Add(MaskedMap image)
    {
        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        for (int i = 0; i < scores.Length; i++)
        {
            ref Bin bin = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, KeyOf(scores[i]), out _);
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
            .Select(entry => new ScoreGroup(HighestOf(entry.Key), entry.Value.Defective, entry.Value.Good, entry.Value.RegionShare));
    }

    /// <summary>A number that is larger for a higher score, and equal for scores that are close.</summary>
    private static uint KeyOf(float score)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score == 0 ? 0f : score);
        return ((bits & SignBit) == 0 ? bits | SignBit : ~bits) >> DroppedBits;
    }

    private static float HighestOf(uint key)
    {
        uint ordered = (key << DroppedBits) | ((1u << DroppedBits) - 1);
        return BitConverter.UInt32BitsToSingle((ordered & SignBit) == 0 ? ~ordered : ordered & ~SignBit);
    }

    private struct Bin
    {
        public long Good;
        public long Defective;
        public double RegionShare;
    }
}
