namespace FimNet.MLNet.Evaluation;

/// <summary>Thins the steps of a falling threshold to those that can be told apart in a picture.</summary>
internal sealed class SegmentationCurveBuilder
{
    // A step in any of the three rates by which points of the curve differ at least.
    private const double Step = 1e-3;

    private readonly List<Point> _points = [new Point(float.PositiveInfinity, 0, 0, 1, 0)];
    private Point _latest;
    private bool _isLatestKept = true;

    public void Add(float threshold, double falsePositiveRate, double truePositiveRate, double precision, double regionOverlap)
    {
        _latest = new Point(threshold, falsePositiveRate, truePositiveRate, precision, regionOverlap);
        Point kept = _points[^1];
        _isLatestKept = falsePositiveRate - kept.FalsePositiveRate >= Step
            || truePositiveRate - kept.TruePositiveRate >= Step
            || regionOverlap - kept.RegionOverlap >= Step;
        if (_isLatestKept)
        {
            _points.Add(_latest);
        }
    }

    public SegmentationCurve Build()
    {
        if (!_isLatestKept)
        {
            _points.Add(_latest);
        }

        return new SegmentationCurve(
            [.. _points.Select(p => p.Threshold)],
            [.. _points.Select(p => p.FalsePositiveRate)],
            [.. _points.Select(p => p.TruePositiveRate)],
            [.. _points.Select(p => p.Precision)],
            [.. _points.Select(p => p.RegionOverlap)]);
    }

    private readonly record struct Point(float Threshold, double FalsePositiveRate, double TruePositiveRate, double Precision, double RegionOverlap);
}
