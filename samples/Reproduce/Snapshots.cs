using System.Diagnostics;
using FimNet.MLNet;

namespace Reproduce;

/// <summary>Keeps models from the middle of a training, and that of its end scored in other ways.</summary>
/// <param name="options">Those of the training.</param>
/// <param name="count">How many models to keep, evenly spread, the last at the end.</param>
/// <param name="scorings">In which other ways.</param>
internal sealed class Snapshots(FimNetOptions options, int count, Scorings scorings) : IProgress<TrainingProgress>, IDisposable
{
    private readonly List<Snapshot> _kept = [];
    private readonly List<(FimNetOptions Options, FimNetTransformer Model)> _others = [];
    private readonly int _stages = options.Stage2 == TrainingLength.None ? 1 : 2;
    private readonly Stopwatch _watch = new();
    private int? _next;

    public IReadOnlyList<Snapshot> Kept => _kept;

    /// <summary>The network of the end with the paper's or each way of scoring and no normalisation of its map, and of all ways also with its own normalised by position alone; but for the training's own way.</summary>
    public IReadOnlyList<(FimNetOptions Options, FimNetTransformer Model)> Others => _others;

    /// <summary>The model without the smoothing of its map; null when only the paper's ways are wanted.</summary>
    public FimNetTransformer? Unsmoothed { get; private set; }

    /// <summary>The time that the snapshots took, which is no part of the training.</summary>
    public TimeSpan Spent => _watch.Elapsed;

    public void Report(TrainingProgress value)
    {
        _watch.Start();
        double finished = (value.Loss.Stage - 1 + value.StageFraction) / _stages;

        // A training that continues from a checkpoint begins in the middle.
        _next ??= value.Loss is { Stage: 1, Step: 1 } ? 1 : (int)(finished * count) + 1;
        if (_next <= count && finished >= (double)_next / count)
        {
            _kept.Add(new Snapshot(value.Elapsed, value.Snapshot()));
            _next++;
        }

        if (finished >= 1)
        {
            KeepEnd(value.Snapshot);
        }

        _watch.Stop();
    }

    /// <param name="score">Gives the network of the end with other options of scoring.</param>
    public void KeepEnd(Func<FimNetOptions, FimNetTransformer> score)
    {
        bool all = scorings == Scorings.All;
        AnomalyScoring[] wanted = all ? Enum.GetValues<AnomalyScoring>() : [AnomalyScoring.Mhfd, AnomalyScoring.PixelDifference];
        IEnumerable<FimNetOptions> others = wanted.Select(scoring => options with { AnomalyScoring = scoring, NormalizeByPosition = false, NormalizeBackground = false });
        if (all)
        {
            others = others.Append(options with { NormalizeBackground = false });
            Unsmoothed = score(options with { SmoothingSigma = 0 });
        }

        _others.AddRange(others.Distinct().Where(other => other != options).Select(other => (other, score(other))));
    }

    public void Dispose()
    {
        Unsmoothed?.Dispose();
        _others.ForEach(other => other.Model.Dispose());
        _kept.ForEach(snapshot => snapshot.Model.Dispose());
    }
}

/// <summary>A model from the middle of a training.</summary>
/// <param name="Elapsed">Time of training so far.</param>
/// <param name="Model">The model.</param>
internal sealed record Snapshot(TimeSpan Elapsed, FimNetTransformer Model);
