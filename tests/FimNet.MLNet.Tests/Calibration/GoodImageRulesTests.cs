namespace FimNet.MLNet.Tests.Calibration;

[TestClass]
public sealed class GoodImageRulesTests
{
    [TestMethod]
    [DataRow(10, 90.0, 9)]
    [DataRow(10, 95.0, 10)]
    [DataRow(10, 100.0, 10)]
    [DataRow(10, 1.0, 1)]
    [DataRow(1000, 99.9, 999)]
    [DataRow(1000, 71.0, 710)]
    [DataRow(1, 50.0, 1)]
    public void A_percentile_is_the_lowest_score_that_so_many_do_not_exceed(int images, double percentile, int expected) =>
        Assert.AreEqual(expected, ThresholdRule.Percentile(percentile).Threshold(Samples.UpTo(images).Reverse()));

    [TestMethod]
    public void A_percentile_is_found_by_trying_every_score_too()
    {
        var random = new Random(1);
        for (int images = 1; images < 60; images++)
        {
            float[] scores = Samples.Random(random, images, levels: 9);
            int percentile = random.Next(1, 101);
            float expected = scores.Order().First(candidate => 100 * scores.Count(score => score <= candidate) >= percentile * images);
            Assert.AreEqual(expected, ThresholdRule.Percentile(percentile).Threshold(scores, 1000f));
        }
    }

    [TestMethod]
    public void Mean_and_deviation_are_those_of_the_good_images()
    {
        // Mean 2.5; squares 2.25, 0.25, 0.25, 2.25 over 3.
        float[] good = [4, 1, 3, 2];
        Assert.AreEqual(2.5 + (3 * Math.Sqrt(5.0 / 3)), ThresholdRule.MeanPlusSigma(3).Threshold(good, 1000f), 1e-6);
        Assert.AreEqual(2.5f, ThresholdRule.MeanPlusSigma(0).Threshold(good));

        // A large mean must not swallow the deviation.
        Assert.AreEqual(Math.Sqrt(5.0 / 3), ThresholdRule.MeanPlusSigma(1).Threshold(good.Select(score => score + 1e6f)) - 1e6 - 2.5, 0.1);
    }

    [TestMethod]
    public void A_deviation_of_one_image_is_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => ThresholdRule.MeanPlusSigma(3).Threshold([1f])).Message, "at least 2 good images", StringComparison.Ordinal);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(100.1)]
    [DataRow(double.NaN)]
    public void A_percentile_out_of_range_is_named(double percentile) =>
        Assert.AreEqual("percentile", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.Percentile(percentile)).ParamName);

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(100.1)]
    [DataRow(double.NaN)]
    public void Deviations_out_of_range_are_named(double sigmas) =>
        Assert.AreEqual("sigmas", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.MeanPlusSigma(sigmas)).ParamName);
}
