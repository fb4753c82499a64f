using FimNet.MLNet.Calibration;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>What the library's calibration does with the scores of good images, without scoring them again.</summary>
internal static class StudyThreshold
{
    public static ThresholdChoice Choose(ThresholdRule rule, IEnumerable<float> goodScores)
    {
        var sample = new ScoreSample();
        foreach (float score in goodScores)
        {
            sample.Add(score, isDefective: false);
        }

        return rule.Choose(sample.ToScores());
    }
}
