using System.Diagnostics;
using FimNet.MLNet.Checkpoints;
using FimNet.MLNet.Diagnostics;
using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using FimNet.MLNet.Screening;
using FimNet.MLNet.Scoring;
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
/// chooses the device. The token cancels between steps, a checkpoint written where there are any, and so does the CancelExecution of ML.NET that AutoML calls. MLContext.Log is told how far
/// the training is.
/// </remarks>
public sealed class FimNetTrainer : IEstimator<FimNetTransformer>
{
    private readonly IHost _host;
    private readonly FimNetOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingCheckpoints? _checkpoints;
    private readonly CancellationToken _cancellationToken;

    internal FimNetTrainer(
        IHostEnvironment environment,
        FimNetOptions options,
        IProgress<TrainingProgress>? progress,
        TrainingCheckpoints? checkpoints,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        checkpoints?.Validate();
        _host = environment.Register(nameof(FimNetTrainer));
        _options = options;
        _progress = progress;
        _checkpoints = checkpoints;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads the images once, trains, collects the statistics that the scoring needs, and chooses a first threshold from images held back.</summary>
    /// <param name="input">Defect-free surfaces, at least two.</param>
    /// <returns>The fitted transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">There are too few images, natural ones included, the training diverged again and again, the GPU that was asked for is missing, or Precision is Mixed and the processor does not multiply so itself.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of natural images does not exist, or <c>MLContext.TempFilePath</c> where the images do not fit into memory.</exception>
    /// <exception cref="TrainingCheckpointException">The checkpoints are of another training, damaged or in use, or their folder cannot be written.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public FimNetTransformer Fit(IDataView input)
    {
        Prepare(input);
        using Activity? span = TrainingTelemetry.StartTraining(_options, Seed);
        try
        {
            return TrainOn(input);
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw;
        }
    }

    /// <summary>
    /// Scores every image with a model that has not seen it, so that defective ones in the folder of the good ones can be found before a model is trained on them.
    /// </summary>
    /// <remarks>Trains <paramref name="folds"/> models with this trainer's options, one after another, so that a short training suggests itself; docs/training.md says what one of a tenth of the preset's steps found. Checkpoints are not used.</remarks>
    /// <param name="input">What <see cref="Fit"/> would be given.</param>
    /// <param name="folds">The images are split at random into this many parts, and each part is scored by a model of the others: from 2 to the number of images, 2 unless told otherwise.</param>
    /// <returns>All images, the most suspicious first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2 or above the number of images, or the image column is missing or not of type Image.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">As with <see cref="Fit"/>.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of natural images does not exist, or <c>MLContext.TempFilePath</c> where the images do not fit into memory.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<ScreenedImage> Screen(IDataView input, int folds = 2)
    {
        Prepare(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        using IChannel channel = _host.Start("Screening");
        torch.Device device = TrainingDevice.Choose(_host, channel);
        FimNetOptions options = Resolved(device);
        using TrainingData data = TrainingData.Read(input, _options, Seed, HostSettings.TemporaryFolder(_host), CheckAlive);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, data.Count);
        var groups = new List<GoodImageScore[]>();
        foreach (TrainingData fold in data.Folds(folds))
        {
            channel.Info(MessageSensitivity.None, "Part {0} of {1}: training on {2} images to score {3}.", groups.Count + 1, folds, fold.Training.Count, fold.HeldBack.Count);
            using FimNetTransformer model = Train(options, fold, device, new TrainingRecord(channel, _progress), schedule: null);
            groups.Add([.. GoodImageScore.Of(model.Model, fold, fold.HeldBack, CheckAlive)]);
        }

        return ImageScreening.Rank(data, groups);
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

        return ScoredColumns.Append(inputSchema, _options.Columns, _options.ImageWidth, _options.ImageHeight);
    }

    /// <summary>Where a training runs, and in how many bits it multiplies there.</summary>
    /// <exception cref="InvalidOperationException">The GPU or the precision that was asked for is missing.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    internal (string Device, TrainingPrecision Precision) Place()
    {
        LibTorch.EnsureLoaded();
        using IChannel channel = _host.Start("Device");
        torch.Device device = TrainingDevice.Choose(_host, channel);
        return (device.type.ToString(), Resolved(device).Precision);
    }

    private int Seed => _options.Seed ?? HostSettings.Seed(_host) ?? 0;

    /// <summary>The options with what the environment and the device decide.</summary>
    private FimNetOptions Resolved(torch.Device device) => _options with { Seed = Seed, Precision = PrecisionChoice.For(_options.Precision, device, ProcessorFeatures.MultipliesBFloat16) };

    private void Prepare(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageSchema.Column(input.Schema, _options.ImageColumnName);
        LibTorch.EnsureLoaded();
        GlibcHeap.Keep();
    }

    private FimNetTransformer TrainOn(IDataView input)
    {
        using CheckpointFolder? folder = _checkpoints is null ? null : new CheckpointFolder(_checkpoints.Folder);
        using IChannel channel = _host.Start("Training");
        torch.Device device = TrainingDevice.Choose(_host, channel);
        FimNetOptions options = Resolved(device);
        using TrainingData data = TrainingData.Read(input, _options, Seed, HostSettings.TemporaryFolder(_host), CheckAlive);
        channel.Info(MessageSensitivity.None, "Training on {0} images, {1} held back.", data.Training.Count, data.HeldBack.Count);
        channel.Info(MessageSensitivity.None, "{0} precision.", options.Precision);
        var record = new TrainingRecord(channel, _progress);
        using CheckpointSchedule? schedule = folder is null
            ? null
            : new CheckpointSchedule(folder, _checkpoints!.Interval, RunIdentity.Of(options, device, data), record, channel);
        FimNetTransformer model = Train(options, data, device, record, schedule);
        try
        {
            ImageScreening.Warn(data, model, channel, CheckAlive);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        return model;
    }

    private FimNetTransformer Train(FimNetOptions options, TrainingData data, torch.Device device, TrainingRecord record, CheckpointSchedule? schedule)
    {
        if (_options.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)Seed);
        using var network = new FimNetwork(_options.Network, generator);
        network.to(device);
        network.SetFactors(options.Precision == TrainingPrecision.Mixed ? torch.ScalarType.BFloat16 : null);

        // Made before the first step, so that a missing folder of natural images is noticed now and not after all of stage 1.
        var goodPatches = new PatchSource(data, _options, stage: 1, Seed);
        PatchSource? defectivePatches = _options.Stage2.Amount > 0 ? new PatchSource(data, _options, stage: 2, Seed) : null;
        var fitting = new Fitting(network, device, data, new ModelMaker(_host, data, options, CheckAlive), record, schedule);
        if (schedule?.Resumed?.Stage != 2)
        {
            RunStage(fitting, stage: 1, _options.Stage1, goodPatches);
        }

        if (defectivePatches is not null)
        {
            network.FreezeMemory();
            RunStage(fitting, stage: 2, _options.Stage2, defectivePatches);
        }

        return fitting.Maker.Make(network, scoring: null, record.History);
    }

    private void RunStage(Fitting fitting, int stage, TrainingLength length, PatchSource patches)
    {
        using Activity? span = TrainingTelemetry.StartStage(stage);
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
        TimeSpan before = fitting.Schedule?.Resumed is { } resumed && resumed.Stage == stage ? resumed.Elapsed : TimeSpan.Zero;
        var clock = new StageClock(length, (long)fitting.Data.Training.Count * fitting.Data.Width * fitting.Data.Height, _options.BatchSize, before);
        var trainer = new StageTrainer(fitting.Network, fitting.Device, _options);
        var snapshots = new SnapshotSource(scoring =>
        {
            _options.CheckScoring(scoring);
            using IDisposable pause = clock.Pause(), recordPause = fitting.Record.Pause();
            return trainer.WithAverage(() => fitting.Maker.Make(fitting.Network, scoring, [.. fitting.Record.History]));
        });
        var hooks = new StageHooks((loss, fraction) =>
        {
            latest = loss;
            fitting.Record.Add(loss, fraction, snapshots);
            CheckAlive();
        })
        {
            TellsAtOnce = _progress is not null || fitting.Device.type == DeviceType.CPU,
            Starting = state => fitting.Schedule?.Starting(state),
            Kept = (state, ended) => fitting.Schedule?.Kept(state, ended),
            Cancelled = state => fitting.Schedule?.Cancelled(state),
            RolledBack = (position, symptom) => fitting.Record.RollBack(position, symptom, _options.LearningRate),
        };
        trainer.Run(stage, patches, clock, hooks);
        progress.Checkpoint(latest.Reconstruction, latest.Sparsity, latest.Step);
    }

    private void CheckAlive()
    {
        HostSettings.CheckAlive(_host);
        _cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What both stages of one training work on.</summary>
    private sealed record Fitting(FimNetwork Network, torch.Device Device, TrainingData Data, ModelMaker Maker, TrainingRecord Record, CheckpointSchedule? Schedule);
}
