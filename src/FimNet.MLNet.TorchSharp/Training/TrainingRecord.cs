using System.Diagnostics;
using System.Globalization;
using FimNet.MLNet.Diagnostics;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Training;

/// <summary>Keeps the losses of a training's steps, and tells of them whoever listens.</summary>
internal sealed class TrainingRecord(IChannel channel, IProgress<TrainingProgress>? progress)
{
    private readonly List<TrainingLoss> _history = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _before;
    private int _tenthsLogged;

    public IReadOnlyList<TrainingLoss> History => _history;

    /// <summary>The losses of the steps up to a position.</summary>
    public IReadOnlyList<TrainingLoss> HistoryTo(StagePosition position) => [.. _history.Where(loss => loss.Stage < position.Stage || loss.Step <= position.Step)];

    public TimeSpan Elapsed => _before + _watch.Elapsed;

    /// <summary>Begins with what an earlier process recorded.</summary>
    public void Resume(IEnumerable<TrainingLoss> history, TimeSpan elapsed)
    {
        _history.AddRange(history);
        _before = elapsed;
    }

    /// <summary>Warns of a divergence and forgets the steps that are about to be done anew.</summary>
    public void RollBack(StagePosition position, string symptom, double learningRate)
    {
        TrainingTelemetry.RolledBack(position.Stage);
        _history.RemoveAll(loss => loss.Stage == position.Stage && loss.Step > position.Step);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"The training diverged: {symptom}. Going back to step {position.Step} of stage {position.Stage} with {position.RateFactor} of the learning rate {learningRate} ({position.Rollbacks} of at most {Divergence.MostRollbacks} times).");
        channel.Warning(MessageSensitivity.None, text);
    }

    /// <summary>Does not count the time until the result is disposed.</summary>
    public IDisposable Pause() => new StopwatchPause(_watch);

    public void Add(TrainingLoss loss, double stageFraction, SnapshotSource snapshots)
    {
        _history.Add(loss);
        TrainingTelemetry.Record(loss);
        int tenths = (int)(10 * stageFraction);
        if (tenths > (loss.Step == 1 ? 0 : _tenthsLogged))
        {
            string text = string.Create(
                CultureInfo.InvariantCulture, $"Stage {loss.Stage}: {100 * stageFraction:0} % done, step {loss.Step}, reconstruction loss {loss.Reconstruction:g4}.");
            channel.Info(MessageSensitivity.None, text);
        }

        _tenthsLogged = tenths;
        snapshots.During(() => progress?.Report(new TrainingProgress(loss, stageFraction, Elapsed) { Snapshots = snapshots }));
    }
}
