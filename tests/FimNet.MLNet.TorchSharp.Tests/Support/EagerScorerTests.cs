using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests;

[TestClass]
public class EagerScorerTests
{
    private const int Height = 64;
    private const int Width = 128;

    [TestMethod]
    public void Map_and_score_are_a_brute_force_computation_over_whole_image_features()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        network.eval();
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = Images();

        (Tensor map, Tensor score, Tensor reconstruction) = EagerScorer.Score(network, images, 1, 2, 3);

        CollectionAssert.AreEqual(new long[] { 2, Height, Width }, map.shape);
        Tensor input = images.permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;
        Tensor right = network.call(input.slice(3, 64, 128, 1)).Reconstruction;
        Assert.IsLessThan(1e-6f, (reconstruction.slice(3, 64, 128, 1) - right).abs().max().ToSingle());

        double[] expected = new double[Height * Width];
        double[] weights = [4 / 26.0, 8 / 26.0, 14 / 26.0];
        Tensor[] a = network.Encoder.Features(input, 3);
        Tensor[] b = network.Encoder.Features(reconstruction, 3);
        for (int level = 0; level < 3; level++)
        {
            double[] difference = (a[level][1] - b[level][1]).square().mean([0]).Doubles();
            int rows = (int)a[level].shape[2];
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    expected[y * Width + x] += weights[level] * Bilinear(difference, rows, (int)a[level].shape[3], y, x);
                }
            }
        }

        double[] actual = map[1].Doubles();
        double largest = expected.Max();
        Assert.IsGreaterThan(1e-4, largest, "the comparison would mean nothing");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-5 * largest);
        }

        Assert.AreEqual(largest, score[1].ToDouble(), 1e-5 * largest);
    }

    [TestMethod]
    public void One_level_alone_has_all_the_weight_and_levels_mix_by_receptive_field()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = Images();
        Tensor second = EagerScorer.Score(network, images, 2).Map;
        Tensor sixth = EagerScorer.Score(network, images, 6).Map;
        Tensor both = EagerScorer.Score(network, images, 2, 6).Map;
        Assert.IsLessThan(1e-6f, (both - (second * (8 / 106.0) + sixth * (98 / 106.0))).abs().max().ToSingle());
    }

    private static Tensor Images()
    {
        var random = new Random(9);
        var pixels = new byte[2 * Height * Width * 3];
        random.NextBytes(pixels);
        return tensor(pixels).reshape(2, Height, Width, 3);
    }

    /// <summary>Half-pixel centres, edges clamped.</summary>
    private static double Bilinear(double[] values, int rows, int columns, int y, int x)
    {
        (int y0, int y1, double fy) = Neighbours(y, rows, Height);
        (int x0, int x1, double fx) = Neighbours(x, columns, Width);
        double upper = values[y0 * columns + x0] * (1 - fx) + values[y0 * columns + x1] * fx;
        double lower = values[y1 * columns + x0] * (1 - fx) + values[y1 * columns + x1] * fx;
        return upper * (1 - fy) + lower * fy;
    }

    private static (int First, int Second, double Fraction) Neighbours(int position, int size, int target)
    {
        double source = Math.Max(0, (position + 0.5) * size / target - 0.5);
        int first = Math.Min((int)source, size - 1);
        return (first, Math.Min(first + 1, size - 1), source - first);
    }
}
