using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Export;

/// <summary>The exported two-sided map against the same run eagerly in TorchSharp.</summary>
[TestClass]
public class TwoSidedParityTests
{
    private const float Tolerance = 1e-4f;

    [TestMethod]
    [DataRow(64, 64, false)]
    [DataRow(192, 128, false)]
    [DataRow(64, 64, true)]
    [DataRow(192, 128, true)]
    public void The_map_is_the_greater_of_both_surprises(int width, int height, bool conditional)
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(width, height, seed: 1);
        GraphOptions options = TestModel.Options with { ImageWidth = width, ImageHeight = height, Scoring = conditional ? AnomalyScoring.ConditionalMhfd : AnomalyScoring.TwoSidedMhfd };
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = tensor(image.Pixels.ToArray(), [1, height, width, 3]);
        SurfaceStatistics statistics = WithTails(network, pixels, Statistics(conditional ? Appearance() : null));
        (Tensor mhfd, Tensor residual) = EagerTwoSided.Maps(network, pixels, statistics);
        TestScores actual = TestModel.Run(TestModel.Create(network, options, statistics: statistics), image)[0];

        double share = (mhfd > residual).to(ScalarType.Float32).mean().ToDouble();
        Assert.IsTrue(share is > 0.05 and < 0.95, $"one of the maps decides nearly alone: {share}");
        float[] expected = maximum(mhfd, residual).data<float>().ToArray();
        Assert.IsLessThan(Tolerance * expected.Max(), expected.Zip(actual.Map, (e, a) => Math.Abs(e - a)).Max());
        Assert.AreEqual(actual.Map.Max(), actual.Score);
    }

    [TestMethod]
    public void Levels_of_mhfd_that_leave_out_the_first_ones_change_nothing_about_the_residuals()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 64, seed: 1);
        SurfaceStatistics statistics = Statistics(appearance: null) with { MhfdTail = new TailCurve([0, 1e6f], [0, 1]) };
        GraphOptions options = TestModel.Options with { Scoring = AnomalyScoring.TwoSidedMhfd };
        float[] first = TestModel.Run(TestModel.Create(network, options, statistics: statistics), image)[0].Map;
        float[] third = TestModel.Run(TestModel.Create(network, options with { FeatureLevels = [3] }, statistics: statistics), image)[0].Map;
        CollectionAssert.AreEqual(first, third);
    }

    /// <summary>The same with tails of the very image, so that both maps matter.</summary>
    private static SurfaceStatistics WithTails(FimNetwork network, Tensor pixels, SurfaceStatistics statistics)
    {
        (Tensor mhfd, Tensor residual) = EagerTwoSided.Maps(network, pixels, statistics);
        return statistics with { MhfdTail = Fit(mhfd), ResidualTail = Fit(residual) };

        static TailCurve Fit(Tensor map) => TailCurve.Fit(map.contiguous().data<float>().ToArray());
    }

    /// <summary>Statistics such as no surface has, with tails that change nothing.</summary>
    private static SurfaceStatistics Statistics(AppearanceModel? appearance)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(5);
        int size = ResidualGraph.DescriptorSize;
        Tensor whitening = (eye(size) + 0.1 * randn(size, size, generator: generator).tril()) * 2;
        var model = new ResidualModel(
            empty(ResidualGraph.Channels).uniform_(1e-4, 1e-3, generator).data<float>().ToArray(),
            appearance,
            empty(size).uniform_(-1, 1, generator).data<float>().ToArray(),
            whitening.contiguous().data<float>().ToArray());
        var identity = new TailCurve([0, 1], [0, 1]);
        return new SurfaceStatistics(model, identity, identity);
    }

    /// <summary>A dependence strong enough that leaving it out would be seen, and deviations small enough that some appearances are clipped.</summary>
    private static AppearanceModel Appearance()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(6);
        float[] Uniform(int count, double low, double high) => empty(count).uniform_(low, high, generator).data<float>().ToArray();
        int channels = ResidualGraph.Channels;
        return new AppearanceModel(Uniform(channels, -6, -2), Uniform(channels, 0.5, 3), Uniform(channels, -0.1, 0.1), Uniform(channels * ResidualGraph.DescriptorSize, -0.1, 0.1));
    }
}
