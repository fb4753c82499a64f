using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Search;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>Makes of records what users see.</summary>
/// <param name="folder">Where the models stand.</param>
/// <param name="metric">What trials are compared by.</param>
/// <param name="searched">Names of the options that are tried.</param>
/// <param name="mlContext">Loads models.</param>
internal sealed class ResultMaker(ExperimentFolder folder, FimNetMetric metric, IReadOnlyList<string> searched, MLContext mlContext)
{
    /// <summary>
    /// The trial of the lowest loss among those trained to the end; while there is none, among the others, of equal ones the one trained longest. What a network is worth in the middle of its training
    /// tells which are bad; it is no measure beside finished ones, for artificial defects are often found best by a young network.
    /// </summary>
    public static TrialRecord? Best(IEnumerable<TrialRecord> records, FimNetMetric metric) => records
        .Where(record => record.Curve.Count > 0)
        .OrderByDescending(record => record.State == TrialState.Completed)
        .ThenBy(record => record.Loss(metric))
        .ThenByDescending(record => record.Curve[^1].Fraction)
        .ThenBy(record => record.TrialId)
        .FirstOrDefault();

    public TrialSettings Settings(TrialRecord record)
    {
        FimNetOptions options = record.ReadOptions();
        return new TrialSettings(record.TrialId, record.TrainingId, options, searched.ToDictionary(option => option, option => OptionProperty.Get(options, option)));
    }

    public TrialResult Make(TrialRecord record) => new(new Lazy<ITransformer>(() => Load(record.TrialId)))
    {
        TrialSettings = Settings(record),
        State = record.State,
        Metric = record.Curve.Count == 0 ? double.NaN : metric.Of(record.Curve[^1].Metrics),
        Loss = record.Curve.Count == 0 ? double.NaN : record.Loss(metric),
        DurationInMilliseconds = record.DurationInMilliseconds,
        PeakMemoryInMegaByte = record.PeakMemoryInMegaByte,
        LearningCurve = record.Curve,
        FailureReason = record.Reason,
    };

    private ITransformer Load(int trialId)
    {
        string path = folder.ModelPath(trialId);
        return File.Exists(path)
            ? mlContext.Model.Load(path, out _)
            : throw new InvalidOperationException(
                $"There is no model of trial {trialId}: it failed, or the experiment kept nothing but its best model because it had no folder. Call SetCheckpointFolder to keep those of all trials.");
    }
}
