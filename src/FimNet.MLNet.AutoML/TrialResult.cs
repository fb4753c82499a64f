using Microsoft.ML;

namespace FimNet.MLNet.AutoML;

/// <summary>What came of a trial.</summary>
public sealed class TrialResult
{
    private readonly Lazy<ITransformer> _model;

    internal TrialResult(Lazy<ITransformer> model)
    {
        _model = model;
    }

    /// <summary>What was tried.</summary>
    public required TrialSettings TrialSettings { get; init; }

    /// <summary>How far it is.</summary>
    public required TrialState State { get; init; }

    /// <summary>The fitted model, read from the experiment's folder when first asked for. It takes the rows of the training view.</summary>
    /// <exception cref="InvalidOperationException">The trial failed before its first result, or the experiment had no folder of its own and is over: then only the best trial keeps its model.</exception>
    public ITransformer Model => _model.Value;

    /// <summary>The experiment's metric on the validation set; NaN for a trial that failed before its first result.</summary>
    public required double Metric { get; init; }

    /// <summary>The metric, turned so that lower is better: its negative where higher is better.</summary>
    public required double Loss { get; init; }

    /// <summary>Time spent on the trial by all processes that worked on it and came to a result: training, scoring and saving.</summary>
    public required double DurationInMilliseconds { get; init; }

    /// <summary>The largest working set that was seen during the trial.</summary>
    public required double PeakMemoryInMegaByte { get; init; }

    /// <summary>All metrics on the validation set, at each place where the training was paused, and at its end. Empty for a trial that failed before the first.</summary>
    public required IReadOnlyList<TrialPoint> LearningCurve { get; init; }

    /// <summary>Why the trial failed or was stopped; <see langword="null"/> otherwise.</summary>
    public required string? FailureReason { get; init; }
}
