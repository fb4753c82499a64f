using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.AutoML.Journal;

/// <summary>What an experiment's folder is of.</summary>
/// <param name="Identity">What decides the trials, as names and values; another run with other ones may not go on in this folder.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="SearchedOptions">Names of the options that are tried.</param>
/// <param name="Plan">How long trainings are.</param>
internal sealed record ExperimentHeader(IReadOnlyDictionary<string, string> Identity, string Metric, IReadOnlyList<string> SearchedOptions, TrialPlan Plan)
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
}
