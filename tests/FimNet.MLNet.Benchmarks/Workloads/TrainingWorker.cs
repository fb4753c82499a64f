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
/// Trains in a process of its own, because the allocator's settings belong to the process: either as the trainer does, or by the plain loop.
/// Asked for "stage steps", it answers with the milliseconds and then the reconstruction losses of those steps.
/// </summary>
internal static class TrainingWorker
{
    public const string Trainer = "trainer";
    public const string Plain = "plain";

    private const int Side = 256;
    private const int Images = 40;
    private const int Seed = 1;

    public static void Run(string kind)
    {
        FimNetOptions options = FimNetOptions.Fast with { ImageWidth = Side, ImageHeight = Side };
        using TrainingData data = Read(options);
        LibTorch.EnsureLoaded();
        if (kind == Trainer)
        {
            GlibcHeap.Keep();
        }

        while (Console.ReadLine() is { } request)
        {
            int[] numbers = request.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            (int stage, int steps) = (numbers[0], numbers[1]);
            var patches = new PatchSource(data, options, stage, Seed);
            using FimNetwork network = BenchmarkModel.Network();
            float[] losses = [];
            double time = kind == Trainer
                ? Timing.Milliseconds(() => losses = RunTrainer(network, patches, options, stage, steps))
                : RunPlain(network, patches, options, steps, out losses);
            Console.WriteLine(string.Join(' ', losses.Prepend((float)time).Select(value => value.ToString("r", CultureInfo.InvariantCulture))));
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
        using var batches = new PatchPrefetch(new PatchSource(data, options, stage: 1, Seed));
        var clock = new StageClock(TrainingLength.Steps(steps), pixels: 1, options.BatchSize);
        int mark = int.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
        new StageTrainer(network, torch.CPU, options).Run(1, batches, clock, (loss, _) =>
        {
            if (loss.Step == mark)
            {
                Console.WriteLine(ProcessMemory.Megabytes.ToString("f2", CultureInfo.InvariantCulture));
                mark = Console.ReadLine() is { } next ? int.Parse(next, CultureInfo.InvariantCulture) : 0;
            }
        });
    }

    private static float[] RunTrainer(FimNetwork network, PatchSource patches, FimNetOptions options, int stage, int steps)
    {
        using var batches = new PatchPrefetch(patches);
        var losses = new List<float>();
        var clock = new StageClock(TrainingLength.Steps(steps), pixels: 1, options.BatchSize);
        new StageTrainer(network, torch.CPU, options).Run(stage, batches, clock, (loss, _) => losses.Add(loss.Reconstruction));
        return losses.ToArray();
    }

    private static double RunPlain(FimNetwork network, PatchSource patches, FimNetOptions options, int steps, out float[] losses)
    {
        using var plain = new PlainNetwork(network.state_dict());
        float[] told = [];
        double time = Timing.Milliseconds(() => told = PlainTraining.Run(plain, patches, options, steps));
        losses = told;
        return time;
    }

    private static TrainingData Read(FimNetOptions options)
    {
        var mlContext = new MLContext(seed: Seed);
        Row[] rows = Enumerable.Range(0, Images).Select(i => new Row { Image = TestModel.Image(Side, Side, seed: i).ToMLImage() }).ToArray();
        return TrainingData.Read(mlContext.Data.LoadFromEnumerable(rows), options, Seed, () => { });
    }

    private sealed class Row
    {
        [ImageType(Side, Side)]
        public MLImage? Image { get; set; }
    }
}
