using FimNet.MLNet.Calibration;
using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Tests.Calibration;

/// <summary>Scores for rules to choose from.</summary>
internal static class Samples
{
    public static CalibrationScores Of(IEnumerable<float> good, params float[] defective)
    {
        var sample = new ScoreSample();
        foreach (float score in good)
        {
            sample.Add(score, isDefective: false);
        }

        foreach (float score in defective)
        {
            sample.Add(score, isDefective: true);
        }

        return sample.ToScores();
    }

    /// <summary>1, 2, and so on.</summary>
    public static float[] UpTo(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];

    /// <summary>Scores in no order, many of them equal when there are few levels.</summary>
    public static float[] Random(Random random, int count, int levels) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(levels))];

    public static float Threshold(this ThresholdRule rule, IEnumerable<float> good, params float[] defective) => rule.Choose(Of(good, defective)).Threshold;

    public static int CountAbove(this IEnumerable<float> scores, float threshold) => scores.Count(score => score > threshold);

    /// <summary>Thresholds that make every difference there is: one below all scores, and each score.</summary>
    public static float[] Thresholds(params float[] scores) => [ScoreThreshold.Below(scores.Min()), .. scores.Distinct().Order()];
}
