using FimNet.MLNet.Numerics;
using FimNet.MLNet.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.AutoML.Tests;

/// <summary>Experiments with trainings of a few steps on a few images of 64x64.</summary>
internal static class TinyExperiment
{
    public const int Side = TinyOptions.Side;

    public static readonly FimNetOptions Options = TinyOptions.Of(stage1: 12, stage2: 6);

    /// <summary>Cheap ones, so that a test's time does not depend on what is drawn.</summary>
    public static readonly FimNetSearchSpace Space = FimNetSearchSpace.Default
        .Only(nameof(FimNetOptions.LearningRate), nameof(FimNetOptions.SmoothingSigma), nameof(FimNetOptions.ScoreTopFraction));

    public static FimNetExperiment Create(MLContext? mlContext = null, FimNetOptions? options = null) =>
        (mlContext ?? new MLContext(seed: 1)).AnomalyDetection.CreateFimNetExperiment(options ?? Options).SetSearchSpace(Space);

    public static IDataView View(int count, int firstSeed = 0) => new MLContext().Data.LoadFromEnumerable(Rows(count, firstSeed));

    public static SurfaceRow[] Rows(int count, int firstSeed = 0) =>
        [.. Enumerable.Range(firstSeed, count).Select(i => new SurfaceRow { Name = $"image {i}", Image = Image(i).ToMLImage() })];

    /// <summary>A woven pattern with a little noise.</summary>
    public static RgbImage Image(int seed)
    {
        var random = new SeededRandom(seed);
        var pixels = new byte[3 * Side * Side];
        for (int i = 0; i < Side * Side; i++)
        {
            int x = i % Side, y = i / Side;
            byte value = (byte)(110 + (x / 4 % 2 == y / 4 % 2 ? 50 : 0) + random.NextInt(-10, 10));
            pixels.AsSpan(3 * i, 3).Fill(value);
        }

        return new RgbImage(Side, Side, pixels);
    }
}

/// <summary>A row of a view of images.</summary>
internal sealed class SurfaceRow
{
    public string Name { get; set; } = "";

    [ImageType(TinyExperiment.Side, TinyExperiment.Side)]
    public MLImage? Image { get; set; }
}

/// <summary>Keeps what it is told, as lines.</summary>
internal sealed class ListeningMonitor : IMonitor
{
    public List<string> Told { get; } = [];

    public Action<TrialSettings>? Running { get; init; }

    public Action<TrialResult>? Completed { get; init; }

    public void ReportRunningTrial(TrialSettings settings)
    {
        Told.Add($"running {settings.TrialId}");
        Running?.Invoke(settings);
    }

    public void ReportCompletedTrial(TrialResult result)
    {
        Told.Add($"completed {result.TrialSettings.TrialId}");
        Completed?.Invoke(result);
    }

    public void ReportBestTrial(TrialResult result) => Told.Add($"best {result.TrialSettings.TrialId}");

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Told.Add($"failed {settings.TrialId}: {exception?.GetType().Name}");
}
