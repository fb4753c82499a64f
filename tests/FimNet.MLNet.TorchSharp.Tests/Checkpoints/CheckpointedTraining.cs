using Microsoft.ML;

namespace FimNet.MLNet.Tests.Checkpoints;

/// <summary>A tiny training with a checkpoint at every occasion.</summary>
internal static class CheckpointedTraining
{
    public static readonly FimNetOptions Options = TinyTraining.Options with
    {
        Stage1 = TrainingLength.Steps(23),
        Stage2 = TrainingLength.Steps(14),
        WeightAveraging = 0.9,
    };

    private static readonly Lazy<byte[]> LazyUnbroken = new(() =>
    {
        using FimNetTransformer transformer = new MLContext(seed: 0).Fit(Options);
        return transformer.Onnx();
    });

    /// <summary>The file of a training without checkpoints.</summary>
    public static byte[] Unbroken => LazyUnbroken.Value;

    public static FimNetTransformer Fit(
        string folder, Action<TrainingProgress> report, FimNetOptions? options = null, MLContext? mlContext = null, int images = 4, TimeSpan interval = default, CancellationToken token = default)
    {
        mlContext ??= new MLContext(seed: 0);
        return mlContext.AnomalyDetection.Trainers
            .FimNet(options ?? Options, new Progress(report), new TrainingCheckpoints(folder) { Interval = interval }, token)
            .Fit(mlContext.View(images));
    }

    /// <summary>Trains and cancels when a step is told of.</summary>
    public static void FitUntil(string folder, int stage, int step, FimNetOptions? options = null, TimeSpan interval = default)
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(
            folder,
            progress =>
            {
                if ((progress.Loss.Stage, progress.Loss.Step) == (stage, step))
                {
                    source.Cancel();
                }
            },
            options,
            interval: interval,
            token: source.Token));
    }

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
