using System.Text.Json;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.AutoML.Journal;

/// <summary>A trial as it stands in the journal.</summary>
internal sealed record TrialRecord
{
    public required int TrialId { get; init; }

    /// <summary>The trial whose network this one scores; its own for a trial that trains.</summary>
    public required int TrainingId { get; init; }

    public required TrialState State { get; init; }

    /// <summary>The options as <see cref="OptionsJson"/> writes them.</summary>
    public required JsonElement Options { get; init; }

    public IReadOnlyList<TrialPoint> Curve { get; init; } = [];

    /// <summary>Why it failed or was stopped.</summary>
    public string? Reason { get; init; }

    public double DurationInMilliseconds { get; init; }

    public double PeakMemoryInMegaByte { get; init; }

    public bool IsTraining => TrialId == TrainingId;

    public FimNetOptions ReadOptions() => OptionsJson.Read(Options);

    /// <summary>The loss of the newest point, lower is better; positive infinity without one.</summary>
    public double Loss(FimNetMetric metric) => Curve.Count == 0 ? double.PositiveInfinity : metric.Loss(Curve[^1].Metrics);
}
