using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Trials;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Tests.Results;

/// <summary>Results of an experiment that never ran: two trainings, one of them paused, another way of scoring, and a failure.</summary>
internal static class SampleResults
{
    public const string Reason = "It \"failed\", <b>badly</b>";

    /// <param name="trials">How many of the four.</param>
    /// <param name="first">How far the first trial is.</param>
    /// <param name="metric">What they are compared by; null for that of pixels.</param>
    public static FimNetExperimentResults Create(int trials = 4, TrialState first = TrialState.Completed, FimNetMetric? metric = null)
    {
        metric ??= FimNetMetric.PixelAuRoc;
        TrialRecord[] records =
        [
            Record(0, 0, first, FimNetOptions.Fast, (0.25, 100, 0.81), (1, 400, 0.9)),
            Record(1, 1, TrialState.Paused, FimNetOptions.Fast with { LearningRate = 0.001 }, (0.25, 100, 0.97)),
            Record(2, 0, TrialState.Completed, FimNetOptions.Fast with { SmoothingSigma = 2.5, FeatureLevels = [2, 3] }, (1, 400, 0.95)),
            Record(3, 3, TrialState.Failed, FimNetOptions.Fast with { LearningRate = 0.002 }) with { Reason = Reason },
        ];
        ExperimentFolder none = null!;
        string[] searched = [nameof(FimNetOptions.LearningRate), nameof(FimNetOptions.SmoothingSigma), nameof(FimNetOptions.FeatureLevels), nameof(FimNetOptions.BatchSize)];
        return FimNetExperimentResults.Of([.. records.Take(trials)], new ResultMaker(none, metric, searched, new MLContext()), metric);
    }

    private static TrialRecord Record(int id, int training, TrialState state, FimNetOptions options, params (double Fraction, int Steps, double PixelAuRoc)[] points) => new()
    {
        TrialId = id,
        TrainingId = training,
        State = state,
        Options = OptionsJson.Write(options),
        Curve = [.. points.Select(point => new TrialPoint(point.Fraction, point.Steps, point.Steps / 10.0, new TrialMetrics(0.5, point.PixelAuRoc, 0.6, 0.25)))],
        DurationInMilliseconds = 1500 * (id + 1),
        PeakMemoryInMegaByte = 700,
    };
}
