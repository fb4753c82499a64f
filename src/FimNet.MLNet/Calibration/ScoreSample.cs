using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The scores of calibration images.</summary>
internal sealed class ScoreSample
{
    private readonly List<float> _good = [];
    private readonly List<float> _defective = [];

    public int GoodCount => _good.Count;

    public int DefectiveCount => _defective.Count;

    public void Add(float score, bool isDefective) => (isDefective ? _defective : _good).Add(score);

    public float[] SortedGood() => [.. _good.Order()];

    public CalibrationScores ToScores()
    {
        IEnumerable<ScoreGroup> groups = _good.Select(score => (Score: score, IsDefective: false))
            .Concat(_defective.Select(score => (Score: score, IsDefective: true)))
            .GroupBy(image => image.Score)
            .OrderByDescending(group => group.Key)
            .Select(group => new ScoreGroup(group.Key, group.Count(image => image.IsDefective), group.Count(image => !image.IsDefective), RegionShare: 0));
        var moments = default(Moments);
        foreach (float score in _good)
        {
            moments.Add(score);
        }

        return new CalibrationScores(SortedGood(), groups, new ScoreTotals(_defective.Count, _good.Count, Regions: 0), moments.Mean, moments.Deviation);
    }
}
