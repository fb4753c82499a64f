using FimNet.MLNet.Calibration;
using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Tests.Evaluation;

namespace FimNet.MLNet.Tests.Calibration;

[TestClass]
public sealed class PixelSampleTests
{
    private const int Width = 20, Images = 12;

    private readonly float[][] _scores;
    private readonly bool[][] _masks;
    private readonly float[] _good;
    private readonly float[] _defective;
    private readonly PixelSample _sample = new();

    public PixelSampleTests()
    {
        // Values of all sizes and both signs, so that rounding to 12 digits has something to get wrong.
        var random = new Random(4);
        _masks = [.. Enumerable.Range(0, Images).Select(image => Enumerable.Range(0, Width * Width).Select(_ => image % 2 == 1 && random.Next(5) == 0).ToArray())];
        _scores = [.. _masks.Select(mask => mask.Select(defective => (float)((random.NextDouble() - 0.3 + (defective ? 0.2 : 0)) * Math.Pow(10, random.Next(-2, 2)))).ToArray())];
        (_good, _defective) = (Pixels(defective: false), Pixels(defective: true));
        foreach ((float[] scores, bool[] mask) in _scores.Zip(_masks))
        {
            _sample.Add(MaskedMaps.Map("", scores, mask, Width));
        }
    }

    [TestMethod]
    public void A_false_alarm_is_a_good_image_with_any_pixel_above()
    {
        float[] highest = [.. _scores.Where((_, image) => image % 2 == 0).Select(scores => scores.Max()).Order()];
        ThresholdChoice choice = ThresholdRule.FalseAlarmRate(0.3).Choose(_sample.ToScores());
        Assert.AreEqual(highest[^2], choice.Threshold, "one of six may be above: its own value, not rounded");
        Assert.AreEqual(2 / 7.0, choice.ExpectedFalseAlarmRate);
    }

    [TestMethod]
    [DataRow(50.0)]
    [DataRow(99.0)]
    [DataRow(99.9)]
    [DataRow(100.0)]
    public void A_percentile_is_exceeded_by_no_more_pixels_than_it_says(double percentile)
    {
        float threshold = ThresholdRule.Percentile(percentile).Choose(_sample.ToScores()).Threshold;
        float exact = ThresholdRule.Percentile(percentile).Threshold(_good);
        Assert.IsLessThanOrEqualTo((100 - percentile) / 100 * _good.Length, _good.CountAbove(threshold));
        Assert.IsInRange(exact, exact + (Math.Abs(exact) / 2048), threshold);
    }

    [TestMethod]
    public void Mean_and_deviation_are_those_of_good_pixels() => Assert.AreEqual(
        ThresholdRule.MeanPlusSigma(2).Threshold(_good), ThresholdRule.MeanPlusSigma(2).Choose(_sample.ToScores()).Threshold, 1e-6);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.013)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    public void Rates_of_labelled_pixels_hold_for_the_pixels_before_rounding(double rate)
    {
        float falsePositive = ThresholdRule.MaximumFalsePositiveRate(rate).Choose(_sample.ToScores()).Threshold;
        Assert.IsLessThanOrEqualTo(rate * _good.Length, _good.CountAbove(falsePositive));
        Assert.IsGreaterThan((rate * _good.Length) - 15, _good.CountAbove(falsePositive));

        float miss = ThresholdRule.MaximumMissRate(rate).Choose(_sample.ToScores()).Threshold;
        int missed = _defective.Length - _defective.CountAbove(miss);
        Assert.IsLessThanOrEqualTo(rate * _defective.Length, missed);
        Assert.IsGreaterThan((rate * _defective.Length) - 15, missed);
    }

    [TestMethod]
    [DataRow(0.9999f, DisplayName = "the next lower values that are rounded together")]
    [DataRow(2f, DisplayName = "nothing is lower")]
    public void A_pixel_at_the_low_end_of_what_is_rounded_together_is_found(float good)
    {
        var sample = new PixelSample();
        sample.Add(MaskedMaps.Map("", [good, 1.0001f], [false, true], width: 2));
        foreach (ThresholdRule rule in (ThresholdRule[])[ThresholdRule.F1Max, ThresholdRule.MaximumMissRate(0)])
        {
            float threshold = rule.Choose(sample.ToScores()).Threshold;
            Assert.IsLessThan(1.0001f, threshold);
            Assert.AreEqual(good > 1, good > threshold);
        }
    }

    [TestMethod]
    public void The_highest_F1_is_that_of_the_pixels_before_rounding_or_close_to_it()
    {
        double best = F1(ThresholdRule.F1Max.Threshold(_good, _defective));
        Assert.IsInRange(best - 0.005, best, F1(ThresholdRule.F1Max.Choose(_sample.ToScores()).Threshold));

        double F1(float threshold) => 2.0 * _defective.CountAbove(threshold) / (_defective.CountAbove(threshold) + _good.CountAbove(threshold) + _defective.Length);
    }

    [TestMethod]
    public void Rounded_groups_are_apart_and_say_from_where_to_where_they_go()
    {
        ScoreGroup[] groups = [.. _sample.ToScores().Groups];
        float[] all = [.. _good, .. _defective];
        Assert.AreEqual(all.Length, groups.Sum(group => group.Good + group.Defective));
        foreach (ScoreGroup group in groups)
        {
            Assert.AreEqual(group.Good, _good.Count(score => score >= group.Lowest && score <= group.Score));
            Assert.AreEqual(group.Defective, _defective.Count(score => score >= group.Lowest && score <= group.Score));
        }
    }

    private float[] Pixels(bool defective) => [.. _scores.SelectMany((scores, image) => scores.Where((_, i) => _masks[image][i] == defective))];
}
