using System.Text.Json;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Training;
using Microsoft.Data.Analysis;

namespace FimNet.MLNet.AutoML.Results;

/// <summary>Trials as a table: one row a trial, with every metric, time and option.</summary>
internal static class TrialTable
{
    public static DataFrame Of(IReadOnlyList<TrialResult> trials) => new(
    [
        new Int32DataFrameColumn("TrialId", trials.Select(trial => trial.TrialSettings.TrialId)),
        new Int32DataFrameColumn("TrainingId", trials.Select(trial => trial.TrialSettings.TrainingId)),
        new StringDataFrameColumn("State", trials.Select(trial => trial.State.ToString())),
        Number("Metric", trials, trial => trial.Metric),
        Number("Loss", trials, trial => trial.Loss),
        Number("ImageAuRoc", trials, trial => Last(trial)?.Metrics.ImageAuRoc),
        Number("PixelAuRoc", trials, trial => Last(trial)?.Metrics.PixelAuRoc),
        Number("AuPro", trials, trial => Last(trial)?.Metrics.AuPro),
        Number("FalseAlarmRate", trials, trial => Last(trial)?.Metrics.FalseAlarmRate),
        Number("Fraction", trials, trial => Last(trial)?.Fraction),
        new Int32DataFrameColumn("Steps", trials.Select(trial => Last(trial)?.Steps)),
        Number("TrainingSeconds", trials, trial => Last(trial)?.TrainingSeconds),
        Number("DurationInMilliseconds", trials, trial => trial.DurationInMilliseconds),
        Number("PeakMemoryInMegaByte", trials, trial => trial.PeakMemoryInMegaByte),
        .. Options(trials),
        new StringDataFrameColumn("FailureReason", trials.Select(trial => trial.FailureReason ?? "")),
    ]);

    /// <summary>All options by name, numbers as numbers where every trial has one and text otherwise.</summary>
    private static IEnumerable<DataFrameColumn> Options(IReadOnlyList<TrialResult> trials)
    {
        Dictionary<string, string>[] options = [.. trials.Select(trial => Leaves(OptionsJson.Write(trial.TrialSettings.Options)))];
        foreach (string name in options.SelectMany(values => values.Keys).Distinct())
        {
            JsonElement[] values = [.. options.Select(each => JsonDocument.Parse(each[name]).RootElement)];
            yield return values.All(value => value.ValueKind == JsonValueKind.Number)
                ? new DoubleDataFrameColumn(name, values.Select(value => value.GetDouble()))
                : new StringDataFrameColumn(name, values.Select(Text));
        }
    }

    private static Dictionary<string, string> Leaves(JsonElement options)
    {
        var values = new Dictionary<string, string>();
        NamedValues.AddLeaves(options, values);
        return values;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray()),
        _ => value.ToString(),
    };

    private static TrialPoint? Last(TrialResult trial) => trial.LearningCurve.Count == 0 ? null : trial.LearningCurve[^1];

    private static DoubleDataFrameColumn Number(string name, IReadOnlyList<TrialResult> trials, Func<TrialResult, double?> value) =>
        new(name, trials.Select(trial => value(trial) is { } number && double.IsFinite(number) ? number : (double?)null));
}
