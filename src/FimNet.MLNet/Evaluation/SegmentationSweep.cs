namespace FimNet.MLNet.Evaluation;

/// <summary>
/// Lowers a threshold over all scores and computes every metric on the way. At each step the scores so far count as found.
/// </summary>
internal sealed class SegmentationSweep(ScoreTotals totals, double falsePositiveRateLimit, float? threshold)
{
    private readonly SegmentationCurveBuilder _curve = new();
    private long _found;
    private long _falselyFound;
    private double _regionShares;
    private double _precisionArea;
    private double _regionArea;
    private double _tiedPairs;
    private ulong _twiceOrderedPairs;
    private long _foundAtThreshold;
    private long _falselyFoundAtThreshold;
    private BestF1 _best;

    public static SegmentationMetrics Run(
        IEnumerable<ScoreGroup> descending, ScoreTotals totals, SegmentationOptions options, IReadOnlyDictionary<string, SegmentationMetrics> byDefect)
    {
        var sweep = new SegmentationSweep(totals, options.FalsePositiveRateLimit, options.Threshold);
        foreach (ScoreGroup group in descending)
        {
            sweep.Add(group);
        }

        return sweep.Result(options, byDefect);
    }

    private double FalsePositiveRate => (double)_falselyFound / totals.Good;

    private double RegionOverlap => _regionShares / totals.Regions;

    private void Add(ScoreGroup group)
    {
        double falsePositiveRate = FalsePositiveRate, regionOverlap = RegionOverlap;
        _best.ThresholdIsAbove(group);
        _found += group.Defective;
        _falselyFound += group.Good;
        _regionShares += group.RegionShare;

        // Every defective one is above the good ones that come later, and half above those it ties with.
        _twiceOrderedPairs += (ulong)group.Defective * (ulong)((2 * (totals.Good - _falselyFound)) + group.Good);
        _tiedPairs += (double)group.Defective * group.Good;
        double precision = (double)_found / (_found + _falselyFound);
        _precisionArea += group.Defective * precision;
        _regionArea += AreaUpToLimit(falsePositiveRate, regionOverlap, FalsePositiveRate, RegionOverlap);
        _best.Offer(_found, _falselyFound, totals.Defective);
        if (group.Score > threshold)
        {
            (_foundAtThreshold, _falselyFoundAtThreshold) = (_found, _falselyFound);
        }

        _curve.Add(group.Score, FalsePositiveRate, (double)_found / totals.Defective, precision, RegionOverlap);
    }

    private SegmentationMetrics Result(SegmentationOptions options, IReadOnlyDictionary<string, SegmentationMetrics> byDefect)
    {
        _best.ThresholdIsBelowAll();
        double pairs = (double)totals.Defective * totals.Good;
        double intersection = threshold is null ? _best.Found : _foundAtThreshold;
        double union = totals.Defective + (threshold is null ? _best.FalselyFound : _falselyFoundAtThreshold);
        return new SegmentationMetrics
        {
            PixelAuRoc = _twiceOrderedPairs / (2 * pairs),
            PixelAuRocErrorBound = options.BinnedScores ? _tiedPairs / (2 * pairs) : 0,
            AveragePrecision = _precisionArea / totals.Defective,
            F1Max = _best.F1,
            F1MaxThreshold = _best.Threshold,
            Threshold = threshold ?? _best.Threshold,
            IntersectionOverUnion = intersection / union,
            AuPro = _regionArea / falsePositiveRateLimit,
            FalsePositiveRateLimit = falsePositiveRateLimit,
            DefectivePixels = totals.Defective,
            GoodPixels = totals.Good,
            DefectRegions = totals.Regions,
            Curve = _curve.Build(),
            ByDefect = byDefect,
        };
    }

    /// <summary>The area under a straight piece of the PRO curve, cut off at the limit.</summary>
    private double AreaUpToLimit(double fromRate, double fromOverlap, double toRate, double toOverlap)
    {
        double limit = Math.Min(toRate, falsePositiveRateLimit);
        if (limit <= fromRate)
        {
            return 0;
        }

        double overlapAtLimit = fromOverlap + ((toOverlap - fromOverlap) * (limit - fromRate) / (toRate - fromRate));
        return (limit - fromRate) * (fromOverlap + overlapAtLimit) / 2;
    }
}
