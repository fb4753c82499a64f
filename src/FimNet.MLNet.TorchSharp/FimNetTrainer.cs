using FimNet.MLNet.Export;
using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using FimNet.MLNet.Numerics;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Statistics;
using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace FimNet.MLNet;

/// <summary>
/// Trains FIM-Net on images of defect-free surfaces. The fitted <see cref="FimNetTransformer"/> says of any image how anomalous it is and where.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator characteristics
/// |  |  |
/// | -- | -- |
/// | Machine learning task | Anomaly detection |
/// | Does this estimator need to look at the data to train its parameters? | Yes, once |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Input column data type | Image: defect-free surfaces only; labels are not looked at |
/// | Output column data types | Score Single, PredictedLabel Boolean, AnomalyMap Vector of Single (H x W), PValue Single, five Region columns Vector of Single, optionally Reconstruction Image |
/// | Required NuGet in addition to Microsoft.ML | FimNet.MLNet.TorchSharp and one of TorchSharp-cpu, TorchSharp-cuda-windows, TorchSharp-cuda-linux |
/// | Exportable to ONNX | Yes, FimNetTransformer.ExportOnnx |
/// ]]></format>
/// Training has two stages: learning to reconstruct good patches through the memory, then learning to repair generated defects with the
/// memory frozen (Section III-E). MLContext.GpuDeviceId, set before the trainer is created,
/// chooses the device. The token cancels between steps, and so does the CancelExecution of ML.NET that AutoML calls. MLContext.Log is told how far
/// the training is.
/// </remarks>
public sealed class FimNetTrainer : IEstimator<FimNetTransformer>
{
    private readonly IHost _host;
    private readonly FimNetOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellationToken;

    internal FimNetTrainer(IHostEnvironment environment, FimNetOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _host = environment.Register(nameof(FimNetTrainer));
        _options = options;
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads the images once, trains, collects the statistics that the scoring needs, and chooses a first threshold from images held back.</summary>
    /// <param name="input">Defect-free surfaces, at least two.</param>
    /// <returns>The fitted transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">There are too few images, natural ones included, the loss diverged, or the GPU that was asked for is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of natural images does not exist.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public FimNetTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageSchema.Column(input.Schema, _options.ImageColumnName);
        LibTorch.EnsureLoaded();
        GlibcHeap.Keep();
        int seed = _options.Seed ?? HostSettings.Seed(_host) ?? 0;

        using IChannel channel = _host.Start("Training");
        torch.Device device = TrainingDevice.Choose(_host, channel);
        using TrainingData data = TrainingData.Read(input, _options, seed, CheckAlive);
        channel.Info(MessageSensitivity.None, "Training on {0} images, {1} held back.", data.Training.Count, data.HeldBack.Count);
        var record = new TrainingRecord(channel, _progress);
        byte[] graph = Train(data, seed, device, record);
        return WithFirstThreshold(new FimNetModel(graph, Settings(record.History, seed)), data);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageSchema.Require(inputSchema, _options.ImageColumnName);
        if (_options.DefectiveImageColumnName is { } defective)
        {
            ImageSchema.Require(inputSchema, defective);
        }

        return ScoredColumns.Append(inputSchema, Columns, _options.ImageWidth, _options.ImageHeight);
    }

    private ModelColumns Columns => new(
        _options.ImageColumnName, _options.ScoreColumnName, _options.PredictedLabelColumnName, _options.AnomalyMapColumnName, _options.ReconstructionColumnName,
        _options.PValueColumnName, _options.RegionColumnPrefix);

    private byte[] Train(TrainingData data, int seed, torch.Device device, TrainingRecord record)
    {
        if (_options.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)seed);
        using var network = new FimNetwork(_options.Network, generator);
        network.to(device);

        // Made before the first step, so that a missing folder of natural images is noticed now and not after all of stage 1.
        var goodPatches = new PatchSource(data, _options, stage: 1, seed);
        PatchSource? defectivePatches = _options.Stage2.Amount > 0 ? new PatchSource(data, _options, stage: 2, seed) : null;
        var trainer = new StageTrainer(network, device, _options);
        RunStage(trainer, data, stage: 1, _options.Stage1, goodPatches, record);
        if (defectivePatches is not null)
        {
            network.FreezeMemory();
            RunStage(trainer, data, stage: 2, _options.Stage2, defectivePatches, record);
        }

        var exporter = new GraphExporter(new NetworkWeights(network), _options.Network, _options.Graph);
        return exporter.Export(_options.AnomalyScoring == AnomalyScoring.TwoSidedMhfd ? new StatisticsCollector(exporter, data, _options.LearningRate, CheckAlive).Collect() : null);
    }

    private void RunStage(StageTrainer trainer, TrainingData data, int stage, TrainingLength length, PatchSource patches, TrainingRecord record)
    {
        using IProgressChannel progress = _host.StartProgressChannel($"Training stage {stage}");
        TrainingLoss latest = default;
        progress.SetHeader(
            new ProgressHeader(["Reconstruction", "Sparsity"], ["steps"]),
            entry =>
            {
                entry.SetProgress(0, latest.Step);
                entry.SetMetric(0, latest.Reconstruction);
                entry.SetMetric(1, latest.Sparsity);
            });
        using var batches = new PatchPrefetch(patches);
        var clock = new StageClock(length, (long)data.Training.Count * data.Width * data.Height, _options.BatchSize);
        trainer.Run(stage, batches, clock, (loss, fraction) =>
        {
            latest = loss;
            record.Add(loss, fraction);
            CheckAlive();
        });
        progress.Checkpoint(latest.Reconstruction, latest.Sparsity, latest.Step);
    }

    private FimNetTransformer WithFirstThreshold(FimNetModel model, TrainingData data)
    {
        using var session = new ScoringSession(model);
        var buffers = new ScoreBuffers();
        var scores = new List<float>();
        var peaks = new List<float>();
        foreach (int index in data.HeldBack)
        {
            ImageScores image = session.Run([data.GoodImage(index)], buffers, reconstruct: false)[0];
            scores.Add(image.Score);
            peaks.Add(image.Map.ToArray().Max());
        }

        scores.Sort();
        peaks.Sort();
        if (!scores.Concat(peaks).All(float.IsFinite))
        {
            throw Divergence.Noticed("scores of good images are not finite", _options.LearningRate);
        }

        ModelSettings settings = model.Settings with
        {
            HeldBackScores = scores,
            Threshold = Quantile.Linear(scores, _options.ThresholdQuantile),
            PixelThreshold = Quantile.Linear(peaks, _options.ThresholdQuantile),
        };
        return new FimNetTransformer(_host, model with { Settings = settings });
    }

    private ModelSettings Settings(IReadOnlyList<TrainingLoss> history, int seed) => new()
    {
        Format = ModelSettings.CurrentFormat,
        LibraryVersion = typeof(FimNetTransformer).Assembly.GetName().Version!.ToString(3),
        ImageWidth = _options.ImageWidth,
        ImageHeight = _options.ImageHeight,
        Threshold = 0,
        Columns = Columns,
        HeldBackScores = [],
        TrainingHistory = history,
        TrainerOptions = OptionsJson.Write(_options with { Seed = seed }),
    };

    private void CheckAlive()
    {
        HostSettings.CheckAlive(_host);
        _cancellationToken.ThrowIfCancellationRequested();
    }
}
