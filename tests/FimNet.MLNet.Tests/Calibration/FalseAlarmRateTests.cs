using System.Globalization;
using FimNet.MLNet.Calibration;

namespace FimNet.MLNet.Tests.Calibration;

[TestClass]
public sealed class FalseAlarmRateTests
{
    [TestMethod]
    [DataRow(19, 0.05, null, 0)]
    [DataRow(38, 0.05, null, 0)]
    [DataRow(39, 0.05, null, 1)]
    [DataRow(99, 0.29, null, 28)]
    [DataRow(99, 0.07, null, 6)]
    [DataRow(3, 0.5, null, 1)]
    [DataRow(10, 0.99999999999, null, 9)]
    [DataRow(59, 0.05, 0.95, 0)]
    [DataRow(92, 0.05, 0.95, 0)]
    [DataRow(93, 0.05, 0.95, 1)]
    [DataRow(299, 0.01, 0.95, 0)]
    [DataRow(2, 0.5, 0.75, 0)]
    public void As_many_good_images_are_above_as_the_rate_allows(int images, double rate, double? confidence, int above)
    {
        float threshold = ThresholdRule.FalseAlarmRate(rate, confidence).Threshold(Samples.UpTo(images).Reverse());
        Assert.AreEqual(images - above, threshold);
    }

    [TestMethod]
    public void The_next_of_exchangeable_images_is_above_as_rarely_as_promised_whatever_the_ties()
    {
        // Any of the images may be the next one, the others being those of the calibration: all of it is enumerated.
        var random = new Random(1);
        for (int images = 2; images <= 25; images++)
        {
            foreach (int levels in (int[])[3, 10, 1_000_000])
            {
                float[] scores = Samples.Random(random, images, levels);
                foreach (double rate in (double[])[0.05, 0.1, 0.25, 0.5, 0.9])
                {
                    if (rate * images < 1)
                    {
                        continue;
                    }

                    ThresholdRule rule = ThresholdRule.FalseAlarmRate(rate);
                    ThresholdChoice[] choices = [.. scores.Select((_, next) => rule.Choose(Samples.Of(scores.Where((_, i) => i != next))))];
                    int falseAlarms = scores.Where((score, next) => score > choices[next].Threshold).Count();
                    double promised = choices[0].ExpectedFalseAlarmRate!.Value;
                    Assert.IsLessThanOrEqualTo(rate + 1e-12, promised);
                    Assert.IsLessThan(promised + (1.0 / images), rate, "the promise uses what the rate allows");
                    if (scores.Distinct().Count() == images)
                    {
                        Assert.AreEqual(promised * images, falseAlarms, 1e-9, "without ties the promise is exact");
                    }
                    else
                    {
                        Assert.IsLessThanOrEqualTo((promised * images) + 1e-9, falseAlarms);
                    }
                }
            }
        }
    }

    [TestMethod]
    [DataRow(0.5, 0.9)]
    [DataRow(0.5, 0.8)]
    [DataRow(0.67, 0.95)]
    [DataRow(0.34, 0.85)]
    public void The_long_run_rate_is_higher_in_no_more_calibrations_than_the_confidence_leaves(double rate, double confidence)
    {
        // Every sample of five from six equally likely scores, ties and all.
        const int Levels = 6, Images = 5;
        ThresholdRule rule = ThresholdRule.FalseAlarmRate(rate, confidence);
        int samples = (int)Math.Pow(Levels, Images), higher = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            float[] scores = [.. Enumerable.Range(0, Images).Select(i => (float)(sample / (int)Math.Pow(Levels, i) % Levels))];
            double longRun = (Levels - 1 - rule.Threshold(scores)) / Levels;
            higher += longRun > rate ? 1 : 0;
        }

        Assert.IsLessThanOrEqualTo((1 - confidence) * samples, higher);
        Assert.IsGreaterThan(0, higher);
    }

    [TestMethod]
    [DataRow(19, 0.05, null)]
    [DataRow(250, 0.1, null)]
    [DataRow(59, 0.05, 0.95)]
    [DataRow(200, 0.1, 0.9)]
    public void A_simulation_realises_what_is_promised(int images, double rate, double? confidence)
    {
        // Scores of an exponential distribution: the long-run rate above a threshold t is exp(-t).
        const int Calibrations = 4000;
        var random = new Random(2);
        ThresholdRule rule = ThresholdRule.FalseAlarmRate(rate, confidence);
        ThresholdChoice[] choices =
        [
            .. Enumerable.Range(0, Calibrations).Select(_ => rule.Choose(Samples.Of(Enumerable.Range(0, images).Select(_ => (float)-Math.Log(1 - random.NextDouble()))))),
        ];
        double[] rates = [.. choices.Select(choice => Math.Exp(-choice.Threshold))];

        Assert.AreEqual(choices[0].ExpectedFalseAlarmRate!.Value, rates.Average(), 0.004);
        Assert.AreEqual(0.05, rates.Count(longRun => longRun > choices[0].FalseAlarmRateBound) / (double)Calibrations, 0.012, "the bound has a confidence of 95 %");
        if (confidence is { } asked)
        {
            // As few as the steps of the order statistics allow, and not far from that.
            Assert.IsInRange(0.4 * (1 - asked), (1 - asked) + 0.012, rates.Count(longRun => longRun > rate) / (double)Calibrations);
        }
    }

    [TestMethod]
    [DataRow(0.05, null, 19)]
    [DataRow(0.01, null, 99)]
    [DataRow(0.29, null, 3)]
    [DataRow(0.001, null, 999)]
    [DataRow(0.000001, null, 999_999)]
    [DataRow(0.05, 0.95, 59)]
    [DataRow(0.01, 0.95, 299)]
    [DataRow(0.1, 0.9, 22)]
    [DataRow(0.5, 0.75, 2)]
    [DataRow(0.001, 0.99, 4603)]
    [DataRow(0.000001, 0.95, 2_995_731)]
    [DataRow(0.000001, 0.9999999, 16_118_088)]
    public void Too_few_images_are_refused_with_the_smallest_number_that_is_enough(double rate, double? confidence, int fewest)
    {
        ThresholdRule rule = ThresholdRule.FalseAlarmRate(rate, confidence);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => rule.Choose(Samples.Of([1f]))).Message;
        StringAssert.Contains(message, string.Create(CultureInfo.InvariantCulture, $"needs at least {fewest} good images, but there are 1."), StringComparison.Ordinal);
        StringAssert.Contains(message, rate.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (fewest < 10_000)
        {
            Assert.AreEqual(fewest, rule.Threshold(Samples.UpTo(fewest)));
            Assert.ThrowsExactly<InvalidOperationException>(() => rule.Choose(Samples.Of(Samples.UpTo(fewest - 1))));
        }
    }

    [TestMethod]
    public void The_bound_of_the_highest_score_is_the_tolerance_limit_of_Wilks()
    {
        // All n below it: the long-run rate r leaves a probability of (1 - r)^n.
        foreach (int images in (int[])[1, 2, 59, 299, 5000])
        {
            Assert.AreEqual(1 - Math.Pow(0.05, 1.0 / images), OrderStatistic.RateBound(images, above: 0), 1e-12);
        }
    }

    [TestMethod]
    [DataRow(10, 3)]
    [DataRow(60, 2)]
    [DataRow(200, 10)]
    [DataRow(200, 150)]
    [DataRow(7, 6)]
    public void The_bound_is_the_95th_percentile_of_a_beta_distribution(int images, int above)
    {
        double bound = OrderStatistic.RateBound(images, above);
        Assert.AreEqual(0.05, BetaTail(above + 1, images - above, bound), 1e-6);
    }

    [TestMethod]
    public void The_bound_of_many_images_takes_no_long_time()
    {
        const int Images = 40_000;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.AreEqual(0.5 + (1.6449 * 0.5 / Math.Sqrt(Images)), OrderStatistic.RateBound(Images, Images / 2), 1e-4);
        Assert.IsLessThan(TimeSpan.FromSeconds(20), watch.Elapsed);
    }

    [TestMethod]
    [DataRow(0.0, null, "rate")]
    [DataRow(0.0000009, null, "rate")]
    [DataRow(1.0, null, "rate")]
    [DataRow(double.NaN, null, "rate")]
    [DataRow(0.1, 0.0, "confidence")]
    [DataRow(0.1, 1.0, "confidence")]
    [DataRow(0.1, double.NaN, "confidence")]
    public void Numbers_out_of_range_are_named(double rate, double? confidence, string parameter) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.FalseAlarmRate(rate, confidence)).ParamName);

    /// <summary>The probability of a Beta(a, b) variable above a value, by Simpson's rule over its density.</summary>
    private static double BetaTail(int a, int b, double from)
    {
        const int Pieces = 20_000;
        double factor = Enumerable.Range(1, a + b - 1).Sum(i => Math.Log(i)) - Enumerable.Range(1, a - 1).Sum(i => Math.Log(i)) - Enumerable.Range(1, b - 1).Sum(i => Math.Log(i));
        double step = (1 - from) / Pieces;
        return step / 3 * Enumerable.Range(0, Pieces + 1).Sum(i => (i is 0 or Pieces ? 1 : i % 2 == 0 ? 2 : 4) * Density(from + (i * step)));

        double Density(double x) => Math.Exp(factor) * Math.Pow(x, a - 1) * Math.Pow(Math.Max(0, 1 - x), b - 1);
    }
}
