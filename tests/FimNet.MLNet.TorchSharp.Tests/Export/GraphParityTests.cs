using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Export;

/// <summary>The exported graph against the network run eagerly in TorchSharp.</summary>
[TestClass]
public class GraphParityTests
{
    private const float Tolerance = 1e-4f;

    [TestMethod]
    [DataRow(64, 64, 1)]
    [DataRow(128, 64, 3)]
    [DataRow(192, 128, 2)]
    public void Map_score_and_reconstruction_agree_at_several_sizes_and_batch_sizes(int width, int height, int batch)
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        AssertAgrees(network, TestModel.Options with { ImageWidth = width, ImageHeight = height }, batch);
    }

    [TestMethod]
    [DataRow(LatentModule.Lfrm, GateActivation.Sigmoid)]
    [DataRow(LatentModule.Memory, GateActivation.Softmax)]
    [DataRow(LatentModule.Concatenate, GateActivation.Softmax)]
    [DataRow(LatentModule.None, GateActivation.Softmax)]
    public void Every_latent_module_agrees(LatentModule latent, GateActivation gates)
    {
        using FimNetwork network = TestNetwork.Create(latent, gates).WithStatistics();
        AssertAgrees(network, TestModel.Options, batch: 2);
    }

    [TestMethod]
    [DataRow(new[] { 1 })]
    [DataRow(new[] { 6, 2 })]
    [DataRow(new[] { 1, 2, 3, 4, 5, 6 })]
    public void Every_choice_of_levels_agrees(int[] levels)
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        AssertAgrees(network, TestModel.Options with { FeatureLevels = levels }, batch: 1);
    }

    [TestMethod]
    public void A_memory_temperature_is_part_of_the_graph()
    {
        using var generator = new Generator(1);
        using FimNetwork network = new FimNetwork(new NetworkOptions(LatentModule.Lfrm, GateActivation.Sigmoid, 10, Temperature: 0.05), generator).WithStatistics();
        AssertAgrees(network, TestModel.Options, batch: 1);
    }

    [TestMethod]
    public void Overlapping_patches_are_the_mean_of_the_reconstructions_that_cover_a_pixel()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 128, seed: 1);
        GraphOptions options = TestModel.Options with { ImageWidth = 128, ImageHeight = 128, PatchStride = 32 };
        TestScores actual = TestModel.Run(TestModel.Create(network, options), image)[0];

        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = ToTensor(image).permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;
        Tensor sum = zeros_like(input);
        Tensor count = zeros_like(input);
        for (int y = 0; y <= 64; y += 32)
        {
            for (int x = 0; x <= 64; x += 32)
            {
                TensorIndex[] place = [TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(y, y + 64), TensorIndex.Slice(x, x + 64)];
                sum[place] += network.call(input[place]).Reconstruction;
                count[place] += 1;
            }
        }

        AssertSameBytes(sum / count, actual.Reconstruction);
    }

    [TestMethod]
    public void The_pixel_difference_is_the_mean_squared_difference_over_the_channels()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 64, seed: 1);
        TestScores actual = TestModel.Run(TestModel.Create(network, TestModel.Options with { Scoring = AnomalyScoring.PixelDifference }), image)[0];

        using DisposeScope scope = NewDisposeScope();
        Tensor input = ToTensor(image).permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;
        Tensor reconstruction = EagerScorer.Score(network, ToTensor(image), 1).Reconstruction;
        AssertSameMap((input - reconstruction).square().mean([1]), actual.Map);
    }

    [TestMethod]
    public void A_gaussian_far_narrower_than_a_pixel_changes_nothing()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        float[][] maps = [.. new[] { 0, 1e-200 }.Select(sigma => TestModel.Run(TestModel.Create(network, TestModel.Options with { SmoothingSigma = sigma }), TestModel.Image(128, 64, seed: 1))[0].Map)];
        CollectionAssert.AreEqual(maps[0], maps[1]);
    }

    [TestMethod]
    public void Smoothing_is_a_gaussian_with_the_border_repeated()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 64, seed: 1);
        float[] raw = TestModel.Run(TestModel.Create(network, TestModel.Options), image)[0].Map;
        float[] smooth = TestModel.Run(TestModel.Create(network, TestModel.Options with { SmoothingSigma = 2 }), image)[0].Map;

        foreach ((int X, int Y) at in new[] { (0, 0), (127, 63), (60, 30), (3, 61) })
        {
            double sum = 0;
            double weights = 0;
            for (int dy = -6; dy <= 6; dy++)
            {
                for (int dx = -6; dx <= 6; dx++)
                {
                    double weight = Math.Exp(-(dx * dx + dy * dy) / 8.0);
                    sum += weight * raw[Math.Clamp(at.Y + dy, 0, 63) * 128 + Math.Clamp(at.X + dx, 0, 127)];
                    weights += weight;
                }
            }

            Assert.AreEqual(sum / weights, smooth[at.Y * 128 + at.X], 1e-5 * raw.Max());
        }
    }

    [TestMethod]
    public void The_score_is_the_maximum_or_the_mean_of_the_highest_values()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 64, seed: 1);
        TestScores maximum = TestModel.Run(TestModel.Create(network, TestModel.Options), image)[0];
        TestScores top = TestModel.Run(TestModel.Create(network, TestModel.Options with { ScoreTopFraction = 0.01 }), image)[0];

        Assert.AreEqual(maximum.Map.Max(), maximum.Score);
        Assert.AreEqual(maximum.Map.OrderDescending().Take(82).Average(), top.Score, 1e-6f);
    }

    [TestMethod]
    public void A_smaller_or_larger_image_is_resized_with_an_antialiased_triangle_filter()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage large = TestModel.Image(256, 128, seed: 4);
        FimNetModel model = TestModel.Create(network, TestModel.Options);

        // Halving by a triangle filter of support 2: weights 1/8, 3/8, 3/8, 1/8 along each axis, renormalised at the border.
        var halved = new byte[3 * 128 * 64];
        for (int y = 0; y < 64; y++)
        {
            for (int x = 0; x < 128; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    double sum = 0;
                    double total = 0;
                    for (int j = -1; j <= 2; j++)
                    {
                        for (int i = -1; i <= 2; i++)
                        {
                            (int u, int v) = (2 * x + i, 2 * y + j);
                            if (u is >= 0 and < 256 && v is >= 0 and < 128)
                            {
                                double weight = (i is 0 or 1 ? 3 : 1) * (j is 0 or 1 ? 3 : 1);
                                sum += weight * large.Pixels[3 * (v * 256 + u) + c];
                                total += weight;
                            }
                        }
                    }

                    halved[3 * (y * 128 + x) + c] = (byte)Math.Round(sum / total);
                }
            }
        }

        float[] expected = TestModel.Run(model, new RgbImage(128, 64, halved))[0].Map;
        float[] actual = TestModel.Run(model, large)[0].Map;

        // Sums that end in .5 may round either way; a grey level more or less in a few pixels is all that may differ.
        int different = expected.Zip(actual).Count(pair => Math.Abs(pair.First - pair.Second) > 0.02f * expected.Max());
        Assert.IsLessThan(expected.Length / 100, different);
    }

    private static void AssertAgrees(FimNetwork network, GraphOptions options, int batch)
    {
        RgbImage[] images = Enumerable.Range(0, batch).Select(i => TestModel.Image(options.ImageWidth, options.ImageHeight, seed: i)).ToArray();
        TestScores[] actual = TestModel.Run(TestModel.Create(network, options), images);
        using DisposeScope scope = NewDisposeScope();
        (Tensor map, Tensor score, Tensor reconstruction) = EagerScorer.Score(network, cat(images.Select(ToTensor).ToArray(), 0), options.FeatureLevels);
        Assert.IsGreaterThan(1e-3, map.max().ToDouble(), "the comparison would mean nothing");
        for (int i = 0; i < batch; i++)
        {
            AssertSameMap(map[i], actual[i].Map);
            Assert.AreEqual(score[i].ToSingle(), actual[i].Score, Tolerance);
            AssertSameBytes(reconstruction[i].unsqueeze(0), actual[i].Reconstruction);
        }
    }

    private static Tensor ToTensor(RgbImage image) => tensor(image.Pixels.ToArray(), [1, image.Height, image.Width, 3]);

    private static void AssertSameMap(Tensor expected, float[] actual)
    {
        Assert.AreEqual(expected.numel(), actual.Length);
        double largest = expected.Doubles().Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second));
        Assert.IsLessThan(Tolerance, (float)largest);
    }

    private static void AssertSameBytes(Tensor expected, RgbImage actual)
    {
        double[] levels = ((expected + 1) * 127.5).permute(0, 2, 3, 1).Doubles();
        byte[] bytes = actual.Pixels.ToArray();
        Assert.AreEqual(levels.Length, bytes.Length);
        Assert.IsLessThan(0.51, levels.Zip(bytes).Max(pair => Math.Abs(pair.First - pair.Second)));
    }
}
