using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

[TestClass]
public class MemoryAugmentedModuleTests
{
    private const double Tolerance = 1e-6;

    // The four directions, of different lengths: cosine similarity must not see the lengths, the read must.
    private static readonly float[,] Directions = { { 2, 0 }, { 0, 3 }, { -1, 0 }, { 0, -5 } };

    [TestMethod]
    public void An_item_alone_above_1_over_N_gets_all_the_weight()
    {
        // Similarities 1, 0, -1, 0; softmax 0.534, 0.197, 0.072, 0.197; only the first exceeds 1/4.
        (double[] weights, double[] read) = Attend(1, [7, 0]);
        AssertNear([1, 0, 0, 0], weights);
        AssertNear([2, 0], read);
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.5)]
    [DataRow(2.0)]
    public void Items_above_1_over_N_share_the_weight_in_proportion_to_the_softmax(double temperature)
    {
        // The code (2, 1) has similarities 2/sqrt(5), 1/sqrt(5) and their negatives: the first two stay.
        double first = Math.Exp(2 / Math.Sqrt(5) / temperature);
        double second = Math.Exp(1 / Math.Sqrt(5) / temperature);
        double share = first / (first + second);
        (double[] weights, double[] read) = Attend(temperature, [2, 1]);
        AssertNear([share, 1 - share, 0, 0], weights);
        AssertNear([2 * share, 3 * (1 - share)], read);
    }

    [TestMethod]
    public void A_low_temperature_shrinks_away_what_a_high_one_keeps()
    {
        // exp(0.894 / T) against exp(0.447 / T): at T = 0.2 the second item falls to 0.097, below 1/4.
        AssertNear([1, 0, 0, 0], Attend(0.2, [2, 1]).Weights);
    }

    [TestMethod]
    public void A_row_that_shrinks_to_nothing_keeps_its_weights_and_finite_gradients()
    {
        using MemoryAugmentedModule memory = Create(1);
        using DisposeScope scope = NewDisposeScope();
        Tensor codes = zeros(1, 2, requires_grad: true);
        (Tensor read, Tensor weights) = memory.call(codes);
        AssertNear([0.25, 0.25, 0.25, 0.25], weights.Doubles());
        AssertNear([0.25, -0.5], read.Doubles());

        (read.square().sum() + MemoryAugmentedModule.Entropy(weights)).backward();
        Assert.IsTrue(codes.grad!.isfinite().all().ToBoolean());
        Assert.IsTrue(memory.Items.grad!.isfinite().all().ToBoolean());
    }

    [TestMethod]
    public void Rows_do_not_influence_each_other()
    {
        using MemoryAugmentedModule memory = Create(1);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (_, Tensor weights) = memory.call(tensor(new float[,] { { 7, 0 }, { 0, 0 }, { 0, -1 } }));
        AssertNear([1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0, 0, 1], weights.Doubles());
    }

    [TestMethod]
    public void Weights_of_a_real_memory_are_a_brute_force_computation_of_Eqs_2_to_4()
    {
        const int size = 50;
        const int dimension = 16;
        using var memory = new MemoryAugmentedModule(size, dimension, 0.3);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(11);
        memory.Items.normal_(0, 1, generator);
        Tensor codes = zeros(6, dimension).normal_(0, 3, generator);
        (Tensor read, Tensor weights) = memory.call(codes);
        double[] items = memory.Items.Doubles();
        for (int row = 0; row < 6; row++)
        {
            double[] code = codes[row].Doubles();
            double[] raw = Enumerable.Range(0, size).Select(i => Math.Exp(Cosine(code, items[(i * dimension)..((i + 1) * dimension)]) / 0.3)).ToArray();
            double[] softmax = raw.Select(w => w / raw.Sum()).ToArray();
            double[] shrunk = softmax.Select(w => Math.Max(w - 1.0 / size, 0) * w / (Math.Abs(w - 1.0 / size) + 1e-12)).ToArray();
            double[] expected = shrunk.Select(w => w / shrunk.Sum()).ToArray();
            Assert.IsGreaterThan(1, expected.Count(w => w > 0));
            AssertNear(expected, weights[row].Doubles(), 1e-5);
            double[] mixed = Enumerable.Range(0, dimension).Select(c => Enumerable.Range(0, size).Sum(i => expected[i] * items[i * dimension + c])).ToArray();
            AssertNear(mixed, read[row].Doubles(), 1e-5);
        }
    }

    [TestMethod]
    public void Entropy_sums_over_items_and_averages_over_patches()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = tensor(new float[,] { { 0.5f, 0.5f, 0, 0 }, { 1, 0, 0, 0 }, { 0.25f, 0.25f, 0.25f, 0.25f } });
        Assert.AreEqual((Math.Log(2) + 0 + Math.Log(4)) / 3, MemoryAugmentedModule.Entropy(weights).ToDouble(), Tolerance);
    }

    private static (double[] Weights, double[] Read) Attend(double temperature, float[] code)
    {
        using MemoryAugmentedModule memory = Create(temperature);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (Tensor read, Tensor weights) = memory.call(tensor(code).reshape(1, -1));
        return (weights.Doubles(), read.Doubles());
    }

    private static MemoryAugmentedModule Create(double temperature)
    {
        var memory = new MemoryAugmentedModule(4, 2, temperature);
        using IDisposable noGradient = no_grad();
        using Tensor items = tensor(Directions);
        memory.Items.copy_(items);
        return memory;
    }

    private static double Cosine(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));

    private static void AssertNear(double[] expected, double[] actual, double tolerance = Tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"element {i}");
        }
    }
}
