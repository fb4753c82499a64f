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
    [DataRow(64, 64, AnomalyScoring.TwoSidedMhfd)]
    [DataRow(192, 128, AnomalyScoring.TwoSidedMhfd)]
    [DataRow(64, 64, AnomalyScoring.ConditionalMhfd)]
    [DataRow(192, 128, AnomalyScoring.ConditionalMhfd)]
    [DataRow(64, 64, AnomalyScoring.ConditionalFusion)]
    [DataRow(192, 128, AnomalyScoring.ConditionalFusion)]
    public void The_map_is_made_of_the_surprises_of_differences_and_of_the_residuals_statistics(int width, int height, AnomalyScoring scoring)
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(width, height, seed: 1);
        GraphOptions options = TestModel.Options with { ImageWidth = width, ImageHeight = height, Scoring = scoring };
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = tensor(image.Pixels.ToArray(), [1, height, width, 3]);
        SurfaceStatistics statistics = WithTails(network, pixels, Statistics(DifferenceMaps.Count(scoring), scoring == AnomalyScoring.TwoSidedMhfd ? null : Appearance(DifferenceMaps.Count(scoring))));
        (Tensor differences, Tensor residual) = EagerTwoSided.Maps(network, pixels, statistics);
        TestScores actual = TestModel.Run(TestModel.Create(network, options, statistics: statistics), image)[0];

        double share = (differences > residual).to(ScalarType.Float32).mean().ToDouble();
        Assert.IsTrue(share is > 0.05 and < 0.95, $"one of the maps decides nearly alone: {share}");
        Tensor joined = scoring == AnomalyScoring.ConditionalFusion ? ((2 * differences).exp() + (2 * residual).exp()).log() / 2 : maximum(differences, residual);
        float[] expected = joined.data<float>().ToArray();
        Assert.HasCount(expected.Length, actual.Map);
        Assert.IsLessThan(Tolerance * expected.Max(), expected.Zip(actual.Map, (e, a) => Math.Abs(e - a)).Max());
        Assert.AreEqual(actual.Map.Max(), actual.Score);
    }

    [TestMethod]
    public void Fusing_surprises_that_no_exponential_holds_gives_the_greater()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        SurfaceStatistics statistics = Statistics(differences: 2, Appearance(differences: 2)) with { ResidualTail = new TailCurve([0, 1], [0, 1e4f]) };
        float[] Map(AnomalyScoring scoring) => TestModel.Run(TestModel.Create(network, TestModel.Options with { Scoring = scoring }, statistics: statistics), TestModel.Image(128, 64, seed: 1))[0].Map;
        float[] fused = Map(AnomalyScoring.ConditionalFusion);
        Assert.IsGreaterThan(1000, fused.Min());
        CollectionAssert.AreEqual(Map(AnomalyScoring.ConditionalMhfd), fused);
    }

    [TestMethod]
    public void Levels_of_mhfd_that_leave_out_the_first_ones_change_nothing_about_the_residuals()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = TestModel.Image(128, 64, seed: 1);
        SurfaceStatistics statistics = Statistics(differences: 1, appearance: null) with { DifferenceTails = [new TailCurve([0, 1e6f], [0, 1])] };
        GraphOptions options = TestModel.Options with { Scoring = AnomalyScoring.TwoSidedMhfd };
        float[] first = TestModel.Run(TestModel.Create(network, options, statistics: statistics), image)[0].Map;
        float[] third = TestModel.Run(TestModel.Create(network, options with { FeatureLevels = [3] }, statistics: statistics), image)[0].Map;
        CollectionAssert.AreEqual(first, third);
    }

    /// <summary>The same with tails of the very image, so that both maps matter.</summary>
    private static SurfaceStatistics WithTails(FimNetwork network, Tensor pixels, SurfaceStatistics statistics)
    {
        (Tensor[] differences, Tensor distance) = EagerTwoSided.Values(network, pixels, statistics);
        return statistics with { DifferenceTails = Array.ConvertAll(differences, Fit), ResidualTail = Fit(distance) };

        static TailCurve Fit(Tensor map) => TailCurve.Fit(map.contiguous().data<float>().ToArray());
    }

    /// <summary>Statistics such as no surface has, with tails that change nothing.</summary>
    private static SurfaceStatistics Statistics(int differences, AppearanceModel? appearance)
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
        return new SurfaceStatistics(model, [.. Enumerable.Repeat(identity, differences)], identity);
    }

    /// <summary>A dependence strong enough that leaving it out would be seen, and deviations small enough that some appearances are clipped.</summary>
    private static AppearanceModel Appearance(int differences)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(6);
        float[] Uniform(int count, double low, double high) => empty(count).uniform_(low, high, generator).data<float>().ToArray();
        int channels = ResidualGraph.Channels;
        float[][] slopes = [.. Enumerable.Range(0, differences).Select(_ => Uniform(channels, -0.1, 0.1))];
        return new AppearanceModel(Uniform(channels, -6, -2), Uniform(channels, 0.5, 3), slopes, Uniform(channels * ResidualGraph.DescriptorSize, -0.1, 0.1));
    }
}
