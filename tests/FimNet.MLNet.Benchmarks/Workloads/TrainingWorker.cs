using System.Diagnostics;
using System.Globalization;
using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using FimNet.MLNet.Tests;
using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using TorchSharp;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>
/// Trains in a process of its own, because the allocator's settings belong to the process: as the trainer does with full or mixed precision, or by the plain loop.
/// Asked for "stage steps", it answers with the median milliseconds a step and then the reconstruction losses of those steps.
/// </summary>
internal static class TrainingWorker
{
    public const string Trainer = "trainer";
    public const string Mixed = "mixed";
    public const string Plain = "plain";

    private const int Side = 256;
    private const int Images = 40;
    private const int Seed = 1;

    public static void Run(string kind)
    {
        FimNetOptions options = FimNetOptions.Fast with { ImageWidth = Side, ImageHeight = Side };
        using TrainingData data = Read(options);
        LibTorch.EnsureLoaded();
        if (kind != Plain)
        {
            GlibcHeap.Keep();
        }

        while (Console.ReadLine() is { } request)
        {
            int[] numbers = request.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            (int stage, int steps) = (numbers[0], numbers[1]);
            var patches = new PatchSource(data, options, stage, Seed);
            using FimNetwork network = BenchmarkModel.Network();
            var laps = new Laps();
            if (kind != Plain)
            {
                network.SetFactors(kind == Mixed ? torch.ScalarType.BFloat16 : null);
                RunTrainer(network, patches, options, stage, steps, laps.Add);
            }
            else
            {
                using var plain = new PlainNetwork(network.state_dict());
                PlainTraining.Run(plain, patches, options, steps, laps.Add);
            }

            Console.WriteLine(string.Join(' ', laps.Losses.Prepend((float)laps.MedianMilliseconds).Select(value => value.ToString("r", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>One long training of two patches a step. Asked for a step, it answers with the resident megabytes when that step is done.</summary>
    public static void RunLong(int steps)
    {
        FimNetOptions options = FimNetOptions.Fast with { ImageWidth = Side, ImageHeight = Side, BatchSize = 2 };
        using TrainingData data = Read(options);
        LibTorch.EnsureLoaded();
        GlibcHeap.Keep();
        using FimNetwork network = BenchmarkModel.Network();
        int mark = int.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
        int step = 0;
        RunTrainer(network, new PatchSource(data, options, stage: 1, Seed), options, stage: 1, steps, _ =>
        {
            if (++step == mark)
            {
                Console.WriteLine(ProcessMemory.Megabytes.ToString("f2", CultureInfo.InvariantCulture));
                mark = Console.ReadLine() is { } next ? int.Parse(next, CultureInfo.InvariantCulture) : 0;
            }
        });
    }

    private static void RunTrainer(FimNetwork network, PatchSource patches, FimNetOptions options, int stage, int steps, Action<float> report)
    {
        var clock = new StageClock(TrainingLength.Steps(steps), pixels: 1, options.BatchSize);
        new StageTrainer(network, torch.CPU, options).Run(stage, patches, clock, new StageHooks((loss, _) => report(loss.Reconstruction)));
    }

    private static TrainingData Read(FimNetOptions options)
    {
        var mlContext = new MLContext(seed: Seed);
        Row[] rows = Enumerable.Range(0, Images).Select(i => new Row { Image = TestModel.Image(Side, Side, seed: i).ToMLImage() }).ToArray();
        return TrainingData.Read(mlContext.Data.LoadFromEnumerable(rows), options, Seed, Path.GetTempPath(), () => { });
    }

    /// <summary>The time between one step's report and the next, and the losses told.</summary>
    private sealed class Laps
    {
        // Memory is taken and code is compiled in the first steps.
        private const int Uncounted = 4;

        private readonly List<double> _times = [];
        private long _last = Stopwatch.GetTimestamp();

        public List<float> Losses { get; } = [];

        public double MedianMilliseconds => Timing.Median(_times.Skip(Uncounted));

        public void Add(float loss)
        {
            long now = Stopwatch.GetTimestamp();
            _times.Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
            _last = now;
            Losses.Add(loss);
        }
    }

    private sealed class Row
    {
        [ImageType(Side, Side)]
        public MLImage? Image { get; set; }
    }
}
