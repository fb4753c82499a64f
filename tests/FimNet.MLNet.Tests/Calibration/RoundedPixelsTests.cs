using FimNet.MLNet.Calibration;
using FimNet.MLNet.Tests.Evaluation;

namespace FimNet.MLNet.Tests.Calibration;

/// <summary>Pixel scores are rounded before a threshold is chosen from them; the threshold must keep its promise for the scores themselves.</summary>
[TestClass]
public sealed class RoundedPixelsTests
{
    private static readonly bool[] Mask = [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 0)];

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    [DataRow(0.5)]
    public void No_more_is_missed_than_was_asked_for(double rate)
    {
        float threshold = Choose(new MaximumMissRateRule(rate));
        Assert.IsLessThanOrEqualTo(rate, Share(defective: true, score => score <= threshold));
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    [DataRow(0.5)]
    public void No_more_is_falsely_found_than_was_asked_for(double rate)
    {
        float threshold = Choose(new MaximumFalsePositiveRateRule(rate));
        Assert.IsLessThanOrEqualTo(rate, Share(defective: false, score => score > threshold));
    }

    private static float Choose(ThresholdRule rule)
    {
        var sample = new PixelSample();
        sample.Add(MaskedMaps.Map("", Scores(), Mask, width: 50));
        return rule.Choose(sample.ToScores()).Threshold;
    }

    private static double Share(bool defective, Func<float, bool> isCounted) =>
        Scores().Where((_, i) => Mask[i] == defective).Average(score => isCounted(score) ? 1.0 : 0.0);

    /// <summary>Values so close to each other that many are rounded to one.</summary>
    private static float[] Scores()
    {
        var random = new Random(1);
        return [.. Mask.Select(_ => 1 + (0.02f * (float)random.NextDouble()))];
    }
}
