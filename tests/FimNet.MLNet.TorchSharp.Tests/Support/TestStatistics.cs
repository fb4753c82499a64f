using FimNet.MLNet.Export;
using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Tests;

/// <summary>Statistics such as no surface has, of values that repeat.</summary>
internal static class TestStatistics
{
    /// <summary>Those that a way of scoring needs; null where it needs none.</summary>
    public static SurfaceStatistics? For(AnomalyScoring scoring) => scoring switch
    {
        AnomalyScoring.TwoSidedMhfd => Create(DifferenceMaps.Count(scoring), appearance: null),
        AnomalyScoring.ConditionalMhfd or AnomalyScoring.ConditionalFusion => Create(DifferenceMaps.Count(scoring), Appearance(DifferenceMaps.Count(scoring))),
        _ => null,
    };

    /// <summary>Of a map of this many values.</summary>
    public static PositionNormalization Positions(int values) => new(Pattern(values, 0, 0.1f), Pattern(values, 1, 0.5f), Mean: 1);

    private static SurfaceStatistics Create(int differences, AppearanceModel? appearance)
    {
        int size = ResidualGraph.DescriptorSize;
        float[] whitening = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 0.5f : 0f)];
        var model = new ResidualModel(Pattern(ResidualGraph.Channels, 2e-4f, 1e-4f), appearance, Pattern(size, 0, 0.5f), whitening);
        return new SurfaceStatistics(model, [.. Enumerable.Repeat(new TailCurve([0, 0.5f, 1, 2], [0, 1, 2, 4]), differences)], new TailCurve([0, 1, 4, 8], [0, 1, 2, 3]));
    }

    private static AppearanceModel Appearance(int differences)
    {
        int channels = ResidualGraph.Channels;
        float[][] slopes = [.. Enumerable.Range(0, differences).Select(_ => Pattern(channels, 0, 0.05f))];
        return new AppearanceModel(Pattern(channels, -4, 1), Pattern(channels, 1.5f, 0.5f), slopes, Pattern(channels * ResidualGraph.DescriptorSize, 0, 0.05f));
    }

    public static float[] Pattern(int count, float mean, float spread) => [.. Enumerable.Range(0, count).Select(i => mean + spread * (i * 29 % 61 - 30) / 30)];
}
