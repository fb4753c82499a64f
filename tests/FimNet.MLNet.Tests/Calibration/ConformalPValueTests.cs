using FimNet.MLNet.Calibration;

namespace FimNet.MLNet.Tests.Calibration;

[TestClass]
public sealed class ConformalPValueTests
{
    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(1f, 1f)]
    [DataRow(1.5f, 0.8f)]
    [DataRow(2f, 0.8f)]
    [DataRow(3f, 0.4f)]
    [DataRow(3.5f, 0.2f)]
    [DataRow(float.PositiveInfinity, 0.2f)]
    [DataRow(float.NaN, float.NaN)]
    public void It_is_the_share_of_scores_as_high_the_one_at_hand_among_them(float score, float expected) =>
        Assert.AreEqual(expected, ConformalPValue.Of(score, [1, 2, 2, 3]), 1e-7f);

    [TestMethod]
    public void Without_a_reference_nothing_is_unusual() => Assert.AreEqual(1f, ConformalPValue.Of(5, []));

    [TestMethod]
    public void It_falls_with_the_score_and_stays_above_0()
    {
        float[] reference = [.. Samples.Random(new Random(1), 200, levels: 40).Order()];
        float[] values = [.. Enumerable.Range(-5, 60).Select(score => ConformalPValue.Of(score, reference))];
        CollectionAssert.AreEqual(values.OrderDescending().ToArray(), values);
        Assert.AreEqual(1f, values[0]);
        Assert.AreEqual(1f / 201, values[^1], 1e-9f);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.AreEqual((1f + reference.Count(score => score >= i - 5)) / 201, values[i], 1e-7f);
        }
    }

    [TestMethod]
    public void It_is_at_most_p_for_at_most_a_share_p_of_exchangeable_images()
    {
        float[] scores = Samples.Random(new Random(2), 50, levels: 20);
        float[] values = [.. scores.Select((score, i) => ConformalPValue.Of(score, [.. scores.Where((_, other) => other != i).Order()]))];
        foreach (float p in values)
        {
            Assert.IsLessThanOrEqualTo((p * scores.Length) + 1e-4, values.Count(value => value <= p));
        }
    }

    [TestMethod]
    [DataRow(0.05, 120)]
    [DataRow(0.2, 120)]
    [DataRow(0.1, 9)]
    [DataRow(0.05, 19)]
    [DataRow(0.05, 39)]
    [DataRow(0.01, 99)]
    [DataRow(0.3, 9)]
    public void It_is_at_most_the_rate_where_a_score_is_above_the_threshold_of_that_rate(double rate, int images)
    {
        float[] reference = Samples.UpTo(images);
        float threshold = ThresholdRule.FalseAlarmRate(rate).Threshold(reference);
        for (float score = 0.5f; score < 125; score++)
        {
            Assert.AreEqual(score > threshold, ConformalPValue.Of(score, reference) <= rate, $"score {score}");
        }
    }
}
