using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Benchmarks.Scaling;

/// <summary>How time and memory grow with the size of images, their number, threads, models side by side and memory items: Markdown tables.</summary>
internal static class ScalingRun
{
    private const int Rounds = 5;
    private const int StreamSide = 128;

    public static void Run()
    {
        ImageSize();
        WaysOfScoring();
        Threads();
        MemorySize();
        ModelsSideBySide();
        NumberOfImages();
    }

    private static void ImageSize()
    {
        int[] sides = [256, 512, 1024, 2048];
        double[] times = Scoring(sides.Select(side => (BenchmarkModel.Create(side), side, (int?)null)));
        Header("image size", "ms an image", "ms a megapixel");
        foreach ((int side, double time) in sides.Zip(times))
        {
            Row($"{side}x{side}", time, time / (side * side / 1e6));
        }
    }

    private static void WaysOfScoring()
    {
        (string Name, FimNetModel Model)[] ways =
        [
            ("the Paper preset's: MHFD", BenchmarkModel.Create(512)),
            ("two-sided, smoothed, highest 0.5 %", BenchmarkModel.CreateWithStatistics(512, AnomalyScoring.TwoSidedMhfd, normalized: false)),
            ("conditional, smoothed, highest 0.5 %", BenchmarkModel.CreateWithStatistics(512, AnomalyScoring.ConditionalMhfd, normalized: false)),
            ("conditional fusion, smoothed, highest 0.5 %", BenchmarkModel.CreateWithStatistics(512, AnomalyScoring.ConditionalFusion, normalized: false)),
            ("the Fast preset's: the same, normalised by position and background", BenchmarkModel.CreateWithStatistics(512, AnomalyScoring.ConditionalFusion, normalized: true)),
        ];
        double[] times = Scoring(ways.Select(way => (way.Model, 512, (int?)null)));
        Header("scoring, 512x512", "ms an image", "of MHFD's time");
        foreach (((string name, _), double time) in ways.Zip(times))
        {
            Row(name, time, time / times[0]);
        }
    }

    private static void Threads()
    {
        int[] threads = [1, 2];
        FimNetModel model = BenchmarkModel.Create(side: 512);
        double[] times = Scoring(threads.Select(count => (model, 512, (int?)count)));
        Header("threads, 512x512", "ms an image", "of one thread's time");
        foreach ((int count, double time) in threads.Zip(times))
        {
            Row($"{count}", time, time / times[0]);
        }
    }

    private static void MemorySize()
    {
        int[] sizes = [50, 100, 200, 500, 1000, 2000];
        double[] times = Scoring(sizes.Select(size => (BenchmarkModel.Create(512, size), 512, (int?)null)));
        Header("memory items N, 512x512", "ms an image", "of N = 50");
        foreach ((int size, double time) in sizes.Zip(times))
        {
            Row($"{size}", time, time / times[0]);
        }
    }

    /// <summary>Two models, each on a thread of its own, score as many images as one model alone.</summary>
    private static void ModelsSideBySide()
    {
        const int Images = 8;
        FimNetModel model = BenchmarkModel.Create(side: 512);
        RgbImage image = TestModel.Image(512, 512, seed: 1);
        using var alone = new ScoringSession(model);
        using var wideA = new ScoringSession(model);
        using var wideB = new ScoringSession(model);
        using var narrowA = new ScoringSession(model, threads: 1);
        using var narrowB = new ScoringSession(model, threads: 1);
        void Score(ScoringSession session, int count)
        {
            var buffers = new ScoreBuffers();
            for (int i = 0; i < count; i++)
            {
                session.Run([image], buffers, reconstruct: false);
            }
        }

        double[] times = Timing.Alternate(
            Rounds,
            () => Score(alone, Images),
            () => Parallel.Invoke(() => Score(wideA, Images / 2), () => Score(wideB, Images / 2)),
            () => Parallel.Invoke(() => Score(narrowA, Images / 2), () => Score(narrowB, Images / 2)));
        Header("models at work, 512x512, 2 cores", "ms an image", "of one model's time");
        foreach ((string name, double time) in new[] { "one", "two, each with 2 threads", "two, each with WithThreads(1)" }.Zip(times))
        {
            Row(name, time / Images, time / times[0]);
        }
    }

    private static void NumberOfImages()
    {
        var mlContext = new MLContext(seed: 0);
        using var transformer = new FimNetTransformer(mlContext, BenchmarkModel.Create(StreamSide));
        RgbImage image = TestModel.Image(StreamSide, StreamSide, seed: 1);
        Header($"images, {StreamSide}x{StreamSide}, streamed", "ms an image", "resident MB at the end");
        foreach (int count in new[] { 10, 100, 1000, 10_000 })
        {
            IDataView rows = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ => new StreamedRow { Image = image.ToMLImage() }));
            IDataView scored = transformer.Transform(rows);
            double time = Timing.Milliseconds(() => _ = scored.GetColumn<float>("Score").Max());
            Row($"{count}", time / count, ProcessMemory.Megabytes);
        }
    }

    private static double[] Scoring(IEnumerable<(FimNetModel Model, int Side, int? Threads)> settings)
    {
        var sessions = new List<ScoringSession>();
        Action[] programs = settings.Select(setting =>
        {
            var session = new ScoringSession(setting.Model, setting.Threads);
            sessions.Add(session);
            var buffers = new ScoreBuffers();
            RgbImage image = TestModel.Image(setting.Side, setting.Side, seed: 1);
            return (Action)(() => session.Run([image], buffers, reconstruct: false));
        }).ToArray();
        double[] medians = Timing.Alternate(Rounds, programs);
        sessions.ForEach(session => session.Dispose());
        return medians;
    }

    private static void Header(params string[] columns)
    {
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.WriteLine($"|{string.Concat(columns.Select(_ => "---|"))}");
    }

    private static void Row(string name, double first, double second) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {first:f1} | {second:f2} |"));

    private sealed class StreamedRow
    {
        [ImageType(StreamSide, StreamSide)]
        public MLImage? Image { get; set; }
    }
}
