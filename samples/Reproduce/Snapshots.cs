using System.Diagnostics;
using FimNet.MLNet;

namespace Reproduce;

/// <summary>Keeps models from the middle of a training, and that of its end without smoothing.</summary>
/// <param name="options">Those of the training.</param>
/// <param name="count">How many models to keep, evenly spread, the last at the end.</param>
internal sealed class Snapshots(FimNetOptions options, int count) : IProgress<TrainingProgress>, IDisposable
{
    private readonly List<Snapshot> _kept = [];
    private readonly int _stages = options.Stage2 == TrainingLength.None ? 1 : 2;
    private readonly Stopwatch _watch = new();
    private int _steps;

    public IReadOnlyList<Snapshot> Kept => _kept;

    public FimNetTransformer? Unsmoothed { get; private set; }

    /// <summary>The time that the snapshots took, which is no part of the training.</summary>
    public TimeSpan Spent => _watch.Elapsed;

    public void Report(TrainingProgress value)
    {
        _watch.Start();
        _steps++;
        double finished = (value.Loss.Stage - 1 + value.StageFraction) / _stages;
        if (_kept.Count < count && finished >= (_kept.Count + 1.0) / count)
        {
            _kept.Add(new Snapshot(_steps, value.Elapsed, value.Snapshot()));
        }

        if (finished >= 1)
        {
            Unsmoothed = value.Snapshot(options with { SmoothingSigma = 0 });
        }

        _watch.Stop();
    }

    public void Dispose()
    {
        Unsmoothed?.Dispose();
        _kept.ForEach(snapshot => snapshot.Model.Dispose());
    }
}

/// <summary>A model from the middle of a training.</summary>
/// <param name="Steps">Optimiser steps so far.</param>
/// <param name="Elapsed">Time of training so far.</param>
/// <param name="Model">The model.</param>
internal sealed record Snapshot(int Steps, TimeSpan Elapsed, FimNetTransformer Model);
