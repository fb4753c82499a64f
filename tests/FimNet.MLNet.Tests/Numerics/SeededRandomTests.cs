using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Tests.Numerics;

[TestClass]
public sealed class SeededRandomTests
{
    [TestMethod]
    public void The_sequence_is_the_published_SplitMix64_of_seed_1234567()
    {
        var random = new SeededRandom(1234567UL);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        CollectionAssert.AreEqual(expected, expected.Select(_ => random.NextUInt64()).ToArray());
    }

    [TestMethod]
    public void Whole_numbers_reach_both_ends_evenly()
    {
        var random = new SeededRandom(1);
        int[] counts = new int[5];
        for (int i = 0; i < 10_000; i++)
        {
            counts[random.NextInt(-2, 2) + 2]++;
        }

        // Five standard deviations of a binomial of 10000 and 1/5 are 200.
        Assert.IsTrue(counts.All(count => Math.Abs(count - 2000) <= 200), string.Join(", ", counts));
    }

    [TestMethod]
    public void Derived_seeds_differ_between_positions_and_seeds()
    {
        IEnumerable<int> seeds =
            from seed in Enumerable.Range(-50, 100)
            from row in Enumerable.Range(0, 100)
            select SeededRandom.Derive(seed, row);
        Assert.AreEqual(100 * 100, seeds.Distinct().Count());
    }
}
