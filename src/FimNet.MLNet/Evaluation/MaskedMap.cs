namespace FimNet.MLNet.Evaluation;

/// <summary>An anomaly map and its mask at one size. Both are overwritten when the next one is read.</summary>
internal sealed class MaskedMap
{
    private readonly int[] _regionPixels;

    /// <param name="defect">The kind of defect; empty when it is good or has no name.</param>
    /// <param name="scores">The map's values without NaN.</param>
    /// <param name="region">For each pixel 0 when it is good, else the number of its defect region, from 1.</param>
    /// <param name="regions">How many regions there are.</param>
    public MaskedMap(string defect, ReadOnlyMemory<float> scores, ReadOnlyMemory<int> region, int regions)
    {
        Defect = defect;
        Scores = scores;
        Region = region;
        Regions = regions;
        _regionPixels = new int[regions + 1];
        foreach (int number in region.Span)
        {
            _regionPixels[number]++;
        }
    }

    public string Defect { get; }

    public ReadOnlyMemory<float> Scores { get; }

    public ReadOnlyMemory<int> Region { get; }

    public int Regions { get; }

    public int GoodPixels => _regionPixels[0];

    public int DefectivePixels => Scores.Length - GoodPixels;

    public ScoreTotals Totals => new(DefectivePixels, GoodPixels, Regions);

    public double ShareOfRegion(int region) => 1.0 / _regionPixels[region];
}
