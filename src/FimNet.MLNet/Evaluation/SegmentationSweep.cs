namespace FimNet.MLNet.Evaluation;

/// <summary>
/// Lowers a threshold over all scores and computes every metric on the way. At each step the scores so far count as found.
/// </summary>
internal sealed class SegmentationSweep
{
    private readonly ScoreTotals _totals;
    private readonly double _falsePositiveRateLimit;
    private readonly float? _threshold;
    private readonly RoundingErrorBounds? _bounds;
    private readonly SegmentationCurveBuilder _curve = new();
    private long _found;
    private long _falselyFound;
    private double _regionShares;
    private double _falsePositiveRate;
    private double _regionOverlap;
    private double _precisionArea;
    private double _regionArea;
    private UInt128 _twiceOrderedPairs;
    private long _foundAtThreshold;
    private long _falselyFoundAtThreshold;
    private BestF1 _best;

    private SegmentationSweep(ScoreTotals totals, SegmentationOptions options)
    {
        _totals = totals;
        _falsePositiveRateLimit = options.FalsePositiveRateLimit;
        _threshold = options.Threshold;
        _bounds = options.BinnedScores ? new RoundingErrorBounds(totals) : null;
    }

    public static SegmentationMetrics Run(
        IEnumerable<ScoreGroup> descending, ScoreTotals totals, SegmentationOptions options, IReadOnlyDictionary<string, SegmentationMetrics> byDefect)
    {
        var sweep = new SegmentationSweep(totals, options);
        foreach (ScoreGroup group in descending)
        {
            sweep.Add(group);
        }

        return sweep.Result(byDefect);
    }

    private void Add(ScoreGroup group)
    {
        _best.ThresholdIsAbove(group);
        _found += group.Defective;
        _falselyFound += group.Good;
        _regionShares += group.RegionShare;

        double precision = (double)_found / (_found + _falselyFound);
        if (group.Defective > 0)
        {
            // Every defective one is above the good ones that come later, and half above those it ties with.
            _twiceOrderedPairs += (UInt128)group.Defective * (UInt128)((2 * (_totals.Good - _falselyFound)) + group.Good);
            _precisionArea += group.Defective * precision;
            _best.Offer(_found, _falselyFound, _totals.Defective);
            _bounds?.Add(group, _found, _falselyFound);
        }

        AddRegionArea((double)_falselyFound / _totals.Good, _regionShares / _totals.Regions);
        if (group.Score > _threshold)
        {
            (_foundAtThreshold, _falselyFoundAtThreshold) = (_found, _falselyFound);
        }

        _curve.Add(group.Score, _falsePositiveRate, (double)_found / _totals.Defective, precision, _regionOverlap);
    }

    private SegmentationMetrics Result(IReadOnlyDictionary<string, SegmentationMetrics> byDefect)
    {
        _best.ThresholdIsBelowAll();
        double pairs = (double)_totals.Defective * _totals.Good;
        double intersection = _threshold is null ? _best.Found : _foundAtThreshold;
        double union = _totals.Defective + (_threshold is null ? _best.FalselyFound : _falselyFoundAtThreshold);
        return new SegmentationMetrics
        {
            PixelAuRoc = (double)_twiceOrderedPairs / (2 * pairs),
            PixelAuRocErrorBound = _bounds?.PixelAuRoc ?? 0,
            AveragePrecision = _precisionArea / _totals.Defective,
            AveragePrecisionErrorBound = _bounds?.AveragePrecision ?? 0,
            F1Max = _best.F1,
            F1MaxErrorBound = _bounds?.F1MaxOver(_best.F1) ?? 0,
            F1MaxThreshold = _best.Threshold,
            Threshold = _threshold ?? _best.Threshold,
            IntersectionOverUnion = intersection / union,
            AuPro = _regionArea / _falsePositiveRateLimit,
            AuProErrorBound = (_bounds?.RegionArea ?? 0) / _falsePositiveRateLimit,
            FalsePositiveRateLimit = _falsePositiveRateLimit,
            DefectivePixels = _totals.Defective,
            GoodPixels = _totals.Good,
            DefectRegions = _totals.Regions,
            Curve = _curve.Build(),
            ByDefect = byDefect,
        };
    }

    /// <summary>The PRO curve goes on straight to a point; the area counts up to the limit.</summary>
    private void AddRegionArea(double falsePositiveRate, double regionOverlap)
    {
        double width = Math.Min(falsePositiveRate, _falsePositiveRateLimit) - _falsePositiveRate;
        if (width > 0)
        {
            double overlapAtLimit = _regionOverlap + ((regionOverlap - _regionOverlap) * width / (falsePositiveRate - _falsePositiveRate));
            double area = width * (_regionOverlap + overlapAtLimit) / 2;
            _regionArea += area;
            _bounds?.AddRegionArea(area, width, _regionOverlap, regionOverlap);
        }

        (_falsePositiveRate, _regionOverlap) = (falsePositiveRate, regionOverlap);
    }
}
