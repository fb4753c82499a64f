namespace FimNet.MLNet.Evaluation;

/// <summary>
/// How far figures can be off when the scores of a group are not equal in truth. Within a group the true curves lie somewhere between finding its good pixels first
/// and finding its defective pixels first; each bound is the distance to the worse of the two.
/// </summary>
internal sealed class RoundingErrorBounds(ScoreTotals totals)
{
    private double _tiedPairs;
    private double _precisionArea;
    private double _regionArea;
    private double _highestF1;

    public double PixelAuRoc => _tiedPairs / (2.0 * totals.Defective * totals.Good);

    public double AveragePrecision => _precisionArea / totals.Defective;

    /// <summary>Of the area under the PRO curve, before it is divided by the limit.</summary>
    public double RegionArea => _regionArea;

    public double F1MaxOver(double f1Max) => Math.Max(_highestF1 - f1Max, 0);

    /// <param name="group">The next group down that holds defective pixels.</param>
    /// <param name="found">How many defective pixels are found with it.</param>
    /// <param name="falselyFound">How many good pixels are found with it.</param>
    public void Add(in ScoreGroup group, long found, long falselyFound)
    {
        _tiedPairs += (double)group.Defective * group.Good;
        long foundBefore = found - group.Defective, falselyFoundBefore = falselyFound - group.Good;
        double precision = (double)found / (found + falselyFound);
        double highest = (double)found / (found + falselyFoundBefore);
        double lowest = (foundBefore + 1.0) / (foundBefore + 1 + falselyFound);
        _precisionArea += group.Defective * Math.Max(highest - precision, precision - lowest);
        _highestF1 = Math.Max(_highestF1, 2.0 * found / (found + falselyFoundBefore + totals.Defective));
    }

    /// <param name="area">The area under the straight piece of the PRO curve that a group adds.</param>
    /// <param name="width">How far that piece goes along the false-positive rate.</param>
    /// <param name="fromOverlap">The overlap where it begins.</param>
    /// <param name="toOverlap">The overlap where the group ends.</param>
    public void AddRegionArea(double area, double width, double fromOverlap, double toOverlap) =>
        _regionArea += Math.Max(area - (width * fromOverlap), (width * toOverlap) - area);
}
