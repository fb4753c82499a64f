using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Tests.Evaluation;

[TestClass]
public class RoundedScoreTests
{
    [TestMethod]
    [DataRow(4)]
    [DataRow(8)]
    [DataRow(12)]
    public void A_score_is_rounded_up_to_its_first_digits(int digits)
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            float score = (float)(Math.Exp(20 * (random.NextDouble() - 0.5)) * (random.Next(2) == 0 ? 1 : -1));
            float rounded = RoundedScore.HighestOf(RoundedScore.KeyOf(score, digits), digits);
            Assert.IsGreaterThanOrEqualTo(score, rounded);
            Assert.IsLessThan(Math.Abs(score) * MathF.Pow(2, 1 - digits), rounded - score);
            float lowest = RoundedScore.LowestOf(RoundedScore.KeyOf(score, digits), digits);
            Assert.IsLessThanOrEqualTo(score, lowest);
            Assert.AreNotEqual(RoundedScore.KeyOf(score, digits), RoundedScore.KeyOf(MathF.BitDecrement(lowest), digits));
        }
    }

    [TestMethod]
    public void Keys_are_in_the_order_of_the_scores()
    {
        float[] ascending = [float.NegativeInfinity, -3, -1, -0.5f, -float.Epsilon * (1 << 20), 0, float.Epsilon * (1 << 20), 0.25f, 1, 2, float.PositiveInfinity];
        CollectionAssert.AreEqual(
            ascending, ascending.Reverse().OrderBy(score => RoundedScore.KeyOf(score, 8)).ToArray());
    }

    [TestMethod]
    public void Both_zeros_are_one_score() => Assert.AreEqual(RoundedScore.KeyOf(0f, 12), RoundedScore.KeyOf(-0f, 12));
}
