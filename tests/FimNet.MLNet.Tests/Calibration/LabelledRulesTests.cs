namespace FimNet.MLNet.Tests.Calibration;

[TestClass]
public sealed class LabelledRulesTests
{
    [TestMethod]
    public void The_highest_F1_of_a_small_case_is_half_way_between_what_is_found_and_what_is_not() =>

        // Above 4: 2 of 3 found, none falsely, 4/5. Above 1: 3 of 3, 2 falsely, 6/8.
        Assert.AreEqual(4.5f, ThresholdRule.F1Max.Threshold([1, 3, 4], 2, 5, 6));

    [TestMethod]
    public void No_threshold_has_a_higher_F1_than_the_one_chosen() => ForRandomScores((good, defective, _) =>
    {
        double chosen = F1(ThresholdRule.F1Max.Threshold(good, defective));
        Assert.AreEqual(Samples.Thresholds([.. good, .. defective]).Max(F1), chosen, 1e-12);

        double F1(float threshold) => 2.0 * defective.CountAbove(threshold) / (defective.CountAbove(threshold) + good.CountAbove(threshold) + defective.Length);
    });

    [TestMethod]
    public void A_maximum_false_positive_rate_finds_as_much_as_it_may() => ForRandomScores((good, defective, percent) =>
    {
        float threshold = ThresholdRule.MaximumFalsePositiveRate(percent / 100.0).Threshold(good, defective);
        float lowest = Samples.Thresholds([.. good, .. defective]).First(candidate => 100 * good.CountAbove(candidate) <= percent * good.Length);
        Assert.AreEqual((good.CountAbove(lowest), defective.CountAbove(lowest)), (good.CountAbove(threshold), defective.CountAbove(threshold)));
    });

    [TestMethod]
    public void A_maximum_miss_rate_raises_as_few_false_alarms_as_it_can() => ForRandomScores((good, defective, percent) =>
    {
        float threshold = ThresholdRule.MaximumMissRate(percent / 100.0).Threshold(good, defective);
        float highest = Samples.Thresholds([.. good, .. defective])
            .Last(candidate => 100 * (defective.Length - defective.CountAbove(candidate)) <= percent * defective.Length);
        Assert.AreEqual((good.CountAbove(highest), defective.CountAbove(highest)), (good.CountAbove(threshold), defective.CountAbove(threshold)));
    });

    [TestMethod]
    [DataRow(0.29, 29)]
    [DataRow(0.07, 7)]
    [DataRow(0.7, 70)]
    [DataRow(0.0, 0)]
    public void A_rate_that_is_a_whole_number_of_images_loses_none_to_rounding(double rate, int images)
    {
        float[] scores = Samples.UpTo(100);
        Assert.AreEqual(images, scores.CountAbove(ThresholdRule.MaximumFalsePositiveRate(rate).Threshold(scores, 0f)));
        Assert.AreEqual(100 - images, scores.CountAbove(ThresholdRule.MaximumMissRate(rate).Threshold([0f], scores)));
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Rates_out_of_range_are_named(double rate)
    {
        Assert.AreEqual("rate", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.MaximumFalsePositiveRate(rate)).ParamName);
        Assert.AreEqual("rate", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.MaximumMissRate(rate)).ParamName);
    }

    private static void ForRandomScores(Action<float[], float[], int> check)
    {
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            float[] good = Samples.Random(random, random.Next(1, 30), levels: 12);
            float[] defective = [.. Samples.Random(random, random.Next(1, 30), levels: 12).Select(score => score + 3)];
            check(good, defective, random.Next(100));
        }
    }
}
