using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Tests.Evaluation;

[TestClass]
public sealed class RocAucTests
{
    [TestMethod]
    [DataRow(new[] { 2f, 3f }, new[] { 0f, 1f }, 1.0)]
    [DataRow(new[] { 0f, 1f }, new[] { 2f, 3f }, 0.0)]
    [DataRow(new[] { 1f, 1f, 1f }, new[] { 1f, 1f }, 0.5)]
    [DataRow(new[] { 1f, 3f }, new[] { 1f, 2f }, 0.625)]
    [DataRow(new[] { 2f, 2f, 5f }, new[] { 1f, 2f, 2f, 7f }, 7.0 / 12)]
    [DataRow(new[] { -0f }, new[] { 0f }, 0.5)]
    [DataRow(new[] { float.PositiveInfinity }, new[] { 3f, float.PositiveInfinity }, 0.75)]
    public void Small_cases_are_as_counted_by_hand(float[] positives, float[] negatives, double expected) =>
        Assert.AreEqual(expected, Area(positives, negatives));

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void The_count_is_that_of_comparing_every_pair(int seed)
    {
        var random = new Random(seed);
        float[] positives = Draw(random, random.Next(1, 400), levels: 30, shift: 5), negatives = Draw(random, random.Next(1, 400), levels: 30, shift: 0);
        ulong expected = 0;
        foreach (float positive in positives)
        {
            foreach (float negative in negatives)
            {
                expected += positive > negative ? 2u : positive == negative ? 1u : 0u;
            }
        }

        Assert.AreEqual(expected, RocAuc.TwiceOrderedPairs(positives, negatives));
    }

    [TestMethod]
    public void The_count_adds_up_over_a_partition()
    {
        var random = new Random(5);
        float[] positives = Draw(random, 100, 20, 3), negatives = Draw(random, 200, 20, 0);
        float[] even = [.. negatives.Where((_, i) => i % 2 == 0)], odd = [.. negatives.Where((_, i) => i % 2 == 1)];
        Assert.AreEqual(RocAuc.TwiceOrderedPairs(positives, negatives), RocAuc.TwiceOrderedPairs(positives, even) + RocAuc.TwiceOrderedPairs(positives, odd));
    }

    [TestMethod]
    public void More_pairs_than_32_bits_can_count_are_exact()
    {
        var positives = new float[70_000];
        Array.Fill(positives, 1f);
        Assert.AreEqual(2ul * 70_000 * 80_000, RocAuc.TwiceOrderedPairs(positives, new float[80_000]));
    }

    private static double Area(float[] positives, float[] negatives) =>
        RocAuc.FromPairs(RocAuc.TwiceOrderedPairs(positives, negatives), positives.Length, negatives.Length);

    private static float[] Draw(Random random, int count, int levels, int shift) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.Next(levels) + shift)).Order()];
}
