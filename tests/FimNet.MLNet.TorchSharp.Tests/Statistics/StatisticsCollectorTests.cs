using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Statistics;
using FimNet.MLNet.Training;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class StatisticsCollectorTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(AnomalyScoring.TwoSidedMhfd)]
    [DataRow(AnomalyScoring.ConditionalMhfd)]
    [DataRow(AnomalyScoring.ConditionalFusion)]
    public void A_spot_smoother_than_a_rough_surface_stands_out_though_its_difference_is_small(AnomalyScoring scoring)
    {
        const int Spot = 24;
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        FimNetOptions options = FimNetOptions.Fast with { ImageWidth = 64, ImageHeight = 64, AnomalyScoring = scoring };
        var weights = new NetworkWeights(network);
        SurfaceStatistics statistics = Collect(new GraphExporter(weights, network.Options, options.Graph), options, images: 30);

        byte[] pixels = TestModel.Image(64, 64, seed: 99).Pixels.ToArray();
        byte[] worn = (byte[])pixels.Clone();
        for (int y = 20; y < 20 + Spot; y++)
        {
            for (int x = 20; x < 20 + Spot; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    // The surface is noise of mean 64 over a gradient.
                    int i = 3 * (64 * y + x) + c;
                    worn[i] = (byte)(64 + 127 * i / pixels.Length);
                }
            }
        }

        FimNetModel twoSided = TestModel.Create(network, options.Graph, statistics: statistics);
        float[] good = TestModel.Run(twoSided, new RgbImage(64, 64, pixels))[0].Map;
        float[] found = TestModel.Run(twoSided, new RgbImage(64, 64, worn))[0].Map;
        const int Middle = 64 * 32 + 32;
        Assert.IsGreaterThan(1.5f * good.Max(), found[Middle]);
    }

    [TestMethod]
    public void Differences_as_large_as_a_surface_that_looks_so_leaves_do_not_stand_out()
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        FimNetOptions options = FimNetOptions.Fast with { ImageWidth = 64, ImageHeight = 64 };
        double twoSided = StrongOverWeak(AnomalyScoring.TwoSidedMhfd), conditional = StrongOverWeak(AnomalyScoring.ConditionalMhfd), fused = StrongOverWeak(AnomalyScoring.ConditionalFusion);
        Assert.IsGreaterThan(1.5, twoSided);
        Assert.IsLessThan(1 + (twoSided - 1) / 2, conditional);
        Assert.IsLessThan(1 + (twoSided - 1) / 2, fused);

        // Good images whose contrast differs: the mean of the maps of strong ones over that of weak ones.
        double StrongOverWeak(AnomalyScoring scoring)
        {
            FimNetOptions scored = options with { AnomalyScoring = scoring };
            var images = Enumerable.Range(0, 40).Select(i => Contrasted(seed: i, contrast: 0.2 * Math.Pow(5, i / 39.0)));
            using TrainingData data = TrainingData.Read(
                _mlContext.Data.LoadFromEnumerable(images.Select(image => new SurfaceRow { Image = image.ToMLImage() }).ToArray()), scored, seed: 1, Path.GetTempPath(), () => { });
            var exporter = new GraphExporter(new NetworkWeights(network), network.Options, scored.Graph);
            SurfaceStatistics statistics = new StatisticsCollector(exporter, data, 0.1, () => { }).Collect()!;
            FimNetModel model = TestModel.Create(network, scored.Graph, statistics: statistics);
            double Mean(double contrast) => TestModel.Run(model, [.. Enumerable.Range(100, 10).Select(seed => Contrasted(seed, contrast))]).Average(scores => scores.Map.Average());
            return Mean(0.9) / Mean(0.3);
        }

        static RgbImage Contrasted(int seed, double contrast)
        {
            RgbImage image = TestModel.Image(64, 64, seed);
            return new RgbImage(64, 64, Array.ConvertAll(image.Pixels.ToArray(), value => (byte)(128 + contrast * (value - 128))));
        }
    }

    [TestMethod]
    [DataRow(AnomalyScoring.TwoSidedMhfd)]
    [DataRow(AnomalyScoring.ConditionalFusion)]
    public void Tails_are_those_of_the_images_that_the_gaussian_has_not_seen(AnomalyScoring scoring)
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        FimNetOptions options = TinyTraining.Options with { AnomalyScoring = scoring, SmoothingSigma = 0 };
        using TrainingData data = TrainingData.Read(_mlContext.View(6), options, seed: 1, Path.GetTempPath(), () => { });
        SurfaceStatistics statistics = new StatisticsCollector(new GraphExporter(new NetworkWeights(network), network.Options, options.Graph), data, 0.1, () => { }).Collect()!;

        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor[] Differences, torch.Tensor Distance)[] values = [.. data.Training.Where((_, i) => i % 2 == 1).Select(i => EagerTwoSided.Values(network, Bytes(data.GoodImage(i)), statistics))];
        Assert.HasCount(2, values);
        AssertClose(TailCurve.Fit(All(values.Select(value => value.Distance))), statistics.ResidualTail);
        for (int map = 0; map < statistics.DifferenceTails.Count; map++)
        {
            AssertClose(TailCurve.Fit(All(values.Select(value => value.Differences[map]))), statistics.DifferenceTails[map]);
        }

        static float[] All(IEnumerable<torch.Tensor> maps) => [.. maps.SelectMany(map => map.Doubles()).Select(value => (float)value)];

        static void AssertClose(TailCurve expected, TailCurve actual)
        {
            CollectionAssert.AreEqual(expected.Surprises, actual.Surprises);
            foreach ((float value, float collected) in expected.Values.Zip(actual.Values))
            {
                Assert.AreEqual(value, collected, 1e-3 * expected.Values[^1]);
            }
        }
    }

    [TestMethod]
    public void Floors_and_mean_are_those_of_the_other_images()
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        FimNetOptions options = TinyTraining.Options with { AnomalyScoring = AnomalyScoring.TwoSidedMhfd };
        using TrainingData data = TrainingData.Read(_mlContext.View(6), options, seed: 1, Path.GetTempPath(), () => { });
        ResidualModel collected = new StatisticsCollector(new GraphExporter(new NetworkWeights(network), network.Options, options.Graph), data, 0.1, () => { }).Collect()!.Residual;

        using DisposeScope scope = torch.NewDisposeScope();
        int[] even = [.. data.Training.Where((_, i) => i % 2 == 0)];
        Assert.HasCount(3, even);
        torch.Tensor Descriptors(float[] floor) => torch.cat([.. even.Select(i => EagerTwoSided.Descriptor(network, Bytes(data.GoodImage(i)), floor).flatten(1))], 1);
        int channels = collected.EnergyFloor.Length;
        double[] energy = Descriptors(new float[channels]).narrow(0, channels, channels).exp().mean([1]).Doubles();
        double[] mean = Descriptors(collected.EnergyFloor).mean([1]).Doubles();
        for (int i = 0; i < channels; i++)
        {
            Assert.AreEqual(Math.Max(1e-12, 1e-3 * energy[i]), collected.EnergyFloor[i], 1e-6 * energy[i], $"floor of channel {i}");
        }

        for (int i = 0; i < mean.Length; i++)
        {
            Assert.AreEqual(mean[i], collected.Mean[i], 1e-3 * Math.Max(1, Math.Abs(mean[i])), $"mean of entry {i}");
        }
    }

    [TestMethod]
    public void Two_images_are_enough()
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        var options = TinyTraining.Options;
        SurfaceStatistics statistics = Collect(new GraphExporter(new NetworkWeights(network), network.Options, options.Graph), options, images: 2);
        Assert.IsTrue(statistics.Residual.Whitening.Concat(statistics.DifferenceTails.SelectMany(tail => tail.Values)).Concat(statistics.ResidualTail.Values).All(float.IsFinite));
    }

    [TestMethod]
    public void Images_held_back_have_no_part_in_the_statistics()
    {
        SurfaceRow[] rows = TinyTraining.Rows(5);
        int heldBack;
        using (TrainingData data = TrainingData.Read(_mlContext.Data.LoadFromEnumerable(rows), TinyTraining.Options, seed: 1, Path.GetTempPath(), () => { }))
        {
            heldBack = data.HeldBack.Single();
        }

        using FimNetTransformer first = _mlContext.Fit(TinyTraining.Options, _mlContext.Data.LoadFromEnumerable(rows));
        rows[heldBack].Image = TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed: 77).ToMLImage();
        using FimNetTransformer second = _mlContext.Fit(TinyTraining.Options, _mlContext.Data.LoadFromEnumerable(rows));

        Assert.IsTrue(first.Graph().Equals(second.Graph()));
        Assert.AreNotEqual(first.Threshold, second.Threshold);
    }

    [TestMethod]
    [DataRow(AnomalyScoring.TwoSidedMhfd)]
    [DataRow(AnomalyScoring.ConditionalFusion)]
    public void Collecting_can_be_cancelled(AnomalyScoring scoring)
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        FimNetOptions options = TinyTraining.Options with { AnomalyScoring = scoring };
        using TrainingData data = TrainingData.Read(_mlContext.View(4), options, seed: 1, Path.GetTempPath(), () => { });
        var exporter = new GraphExporter(new NetworkWeights(network), network.Options, options.Graph);
        Assert.ThrowsExactly<OperationCanceledException>(() => new StatisticsCollector(exporter, data, 0.1, () => throw new OperationCanceledException()).Collect());
    }

    [TestMethod]
    public void A_network_that_diverged_gets_one_clear_sentence()
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        using (torch.no_grad())
        {
            network.Encoder.parameters().First().fill_(float.NaN);
        }

        var exporter = new GraphExporter(new NetworkWeights(network), network.Options, TinyTraining.Options.Graph);
        var e = Assert.ThrowsExactly<InvalidOperationException>(() => Collect(exporter, TinyTraining.Options, images: 4));
        StringAssert.Contains(e.Message, "The training diverged");
        StringAssert.Contains(e.Message, "Lower LearningRate (0.0005)");
    }

    private static torch.Tensor Bytes(RgbImage image) => torch.tensor(image.Pixels.ToArray(), [1, image.Height, image.Width, 3]);

    private SurfaceStatistics Collect(GraphExporter exporter, FimNetOptions options, int images)
    {
        using TrainingData data = TrainingData.Read(_mlContext.View(images), options, seed: 1, Path.GetTempPath(), () => { });
        return new StatisticsCollector(exporter, data, options.LearningRate, () => { }).Collect()!;
    }
}
