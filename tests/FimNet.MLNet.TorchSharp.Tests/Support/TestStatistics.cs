using FimNet.MLNet.Export;
using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Tests;

/// <summary>Statistics such as no surface has, of values that repeat.</summary>
internal static class TestStatistics
{
    /// <summary>Those that a way of scoring needs; null where it needs none.</summary>
    public static SurfaceStatistics? For(AnomalyScoring scoring) => scoring switch
    {
        AnomalyScoring.TwoSidedMhfd => Create(appearance: null),
        AnomalyScoring.ConditionalMhfd => Create(Appearance()),
        _ => null,
    };

    private static SurfaceStatistics Create(AppearanceModel? appearance)
    {
        int size = ResidualGraph.DescriptorSize;
        float[] whitening = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 0.5f : 0f)];
        var model = new ResidualModel(Pattern(ResidualGraph.Channels, 2e-4f, 1e-4f), appearance, Pattern(size, 0, 0.5f), whitening);
        return new SurfaceStatistics(model, new TailCurve([0, 0.5f, 1, 2], [0, 1, 2, 4]), new TailCurve([0, 1, 4, 8], [0, 1, 2, 3]));
    }

    private static AppearanceModel Appearance()
    {
        int channels = ResidualGraph.Channels;
        return new AppearanceModel(Pattern(channels, -4, 1), Pattern(channels, 1.5f, 0.5f), Pattern(channels, 0, 0.05f), Pattern(channels * ResidualGraph.DescriptorSize, 0, 0.05f));
    }

    public static float[] Pattern(int count, float mean, float spread) => [.. Enumerable.Range(0, count).Select(i => mean + spread * (i * 29 % 61 - 30) / 30)];
}
