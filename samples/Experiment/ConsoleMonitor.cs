using System.Globalization;
using FimNet.MLNet.AutoML;

namespace Experiment;

/// <summary>A line for everything that an experiment tells of.</summary>
internal sealed class ConsoleMonitor : IMonitor
{
    public void ReportRunningTrial(TrialSettings settings) => Console.WriteLine($"Trial {settings.TrialId} runs: {Describe(settings)}");

    public void ReportCompletedTrial(TrialResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Trial {result.TrialSettings.TrialId} reached {result.Metric:f5} after {result.LearningCurve[^1].Steps} steps ({result.DurationInMilliseconds / 1000:f0} s)"));

    public void ReportBestTrial(TrialResult result) => Console.WriteLine($"Trial {result.TrialSettings.TrialId} is the best so far");

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Console.WriteLine($"Trial {settings.TrialId} failed: {exception?.Message}");

    private static string Describe(TrialSettings settings) => settings.TrialId == settings.TrainingId
        ? string.Join(", ", settings.Parameter.Select(Text))
        : $"scores trial {settings.TrainingId}: {string.Join(", ", settings.Parameter.Select(Text))}";

    private static string Text(KeyValuePair<string, object> value) => value.Value is IEnumerable<int> list
        ? $"{value.Key} {string.Join('+', list)}"
        : string.Create(CultureInfo.InvariantCulture, $"{value.Key} {(value.Value is double number ? number.ToString("g3", CultureInfo.InvariantCulture) : value.Value)}");
}
