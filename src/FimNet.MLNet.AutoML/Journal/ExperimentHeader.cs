using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.AutoML.Journal;

/// <summary>What an experiment's folder is of.</summary>
/// <param name="Identity">What decides the trials, as names and values; another run with other ones may not go on in this folder.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="SearchedOptions">Names of the options that are tried.</param>
/// <param name="Seconds">The time that the plan is for; null when a number of models is the budget.</param>
/// <param name="Plan">How long trainings are.</param>
internal sealed record ExperimentHeader(IReadOnlyDictionary<string, string> Identity, string Metric, IReadOnlyList<string> SearchedOptions, double? Seconds, TrialPlan Plan)
{
    /// <exception cref="ExperimentFolderException">The folder is of another experiment.</exception>
    public void Require(IReadOnlyDictionary<string, string> now, string folder)
    {
        string differences = NamedValues.Differences(Identity, now);
        if (differences.Length > 0)
        {
            throw new ExperimentFolderException($"The folder '{folder}' is of another experiment: {differences}. Use the same settings and images to continue, or another folder.");
        }
    }

    /// <summary>Trainings of a length that follows from a time cannot be compared with those of a length that the options say.</summary>
    /// <exception cref="ExperimentFolderException">The trainings in the folder are of the other kind.</exception>
    public void RequireKindOf(double? seconds, string folder)
    {
        if ((Plan.TrainingSeconds is null) != (seconds is null))
        {
            string was = Plan.TrainingSeconds is null ? "no training time, so that its trainings are as long as the options say" : "a training time, from which the length of its trainings follows";
            throw new ExperimentFolderException($"The experiment in the folder '{folder}' has {was}. Continue it {(seconds is null ? "with" : "without")} SetTrainingTimeInSeconds, or use another folder.");
        }
    }
}
