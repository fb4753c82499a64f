using System.Globalization;
using FimNet.MLNet.AutoML.Search;

namespace FimNet.MLNet.AutoML.Results;

/// <summary>The page of an experiment: a leaderboard, what each option did, and learning curves.</summary>
internal static class ExperimentPage
{
    public static void Write(TextWriter writer, FimNetExperimentResults results, string title) =>
        ExperimentAssets.Write(writer, "Experiment", "experiment.html", ["leaderboard.js", "parallel.js", "learning.js", "experiment.js"], title, Data(results));

    private static object Data(FimNetExperimentResults results) => new
    {
        Metric = results.Metric.Name,
        results.Metric.IsHigherBetter,
        Best = results.Best?.TrialSettings.TrialId,
        Options = results.Trials.SelectMany(trial => trial.TrialSettings.Parameter.Keys).Distinct(),
        Trials = results.Trials.Select(trial => new
        {
            Id = trial.TrialSettings.TrialId,
            Training = trial.TrialSettings.TrainingId,
            State = trial.State.ToString(),
            trial.Metric,
            Seconds = trial.DurationInMilliseconds / 1000,
            Megabytes = trial.PeakMemoryInMegaByte,
            Reason = trial.FailureReason,
            Curve = trial.LearningCurve,
            Parameter = trial.TrialSettings.Parameter.ToDictionary(value => value.Key, value => Value(value.Value)),
        }),
    };

    /// <summary>Numbers stay numbers for the axes.</summary>
    private static object Value(object value) => value is int or double ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : OptionText.Of(value);
}
