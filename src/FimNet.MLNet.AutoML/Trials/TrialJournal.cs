using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>The trials of an experiment: on disk first, then in memory, then told to the monitor.</summary>
internal sealed class TrialJournal
{
    private readonly ExperimentFolder _folder;
    private readonly ResultMaker _results;
    private readonly FimNetMetric _metric;
    private readonly TrialMonitor _monitor;
    private readonly List<TrialRecord> _records;

    public TrialJournal(ExperimentFolder folder, ResultMaker results, FimNetMetric metric, TrialMonitor monitor)
    {
        _folder = folder;
        _results = results;
        _metric = metric;
        _monitor = monitor;
        _records = folder.ReadTrials();
    }

    public IReadOnlyList<TrialRecord> Records => _records;

    public IEnumerable<TrialRecord> Trainings => _records.Where(record => record.IsTraining);

    public int NextId => _records.Count == 0 ? 0 : _records[^1].TrialId + 1;

    /// <summary>As <see cref="ResultMaker.Best"/> says; null while there is none with a result.</summary>
    public TrialRecord? Best => ResultMaker.Best(_records, _metric);

    /// <summary>Time spent on all trials.</summary>
    public TimeSpan Spent => TimeSpan.FromMilliseconds(_records.Sum(record => record.DurationInMilliseconds));

    /// <summary>A trial that is about to begin, or the one that goes on.</summary>
    public TrialRecord Begin(int trialId, int trainingId, FimNetOptions options)
    {
        TrialRecord record = _records.FirstOrDefault(known => known.TrialId == trialId)
            ?? new TrialRecord { TrialId = trialId, TrainingId = trainingId, State = TrialState.Paused, Options = OptionsJson.Write(options) };
        _monitor.Running(_results.Settings(record));
        return record;
    }

    /// <summary>Keeps a result and its model.</summary>
    public void Complete(TrialRecord record, ITransformer model, DataViewSchema schema, MLContext mlContext)
    {
        TrialRecord? before = Best;
        AtomicFile.Write(_folder.ModelPath(record.TrialId), temporary => mlContext.Model.Save(model, schema, temporary));
        Put(record);
        TrialResult result = _results.Make(record);
        _monitor.Completed(result);
        if (Best!.TrialId == record.TrialId && (before?.TrialId != record.TrialId || record.Loss(_metric) < before.Loss(_metric)))
        {
            _monitor.Best(result);
        }
    }

    public void Fail(TrialRecord record, Exception exception)
    {
        TrialRecord failed = record with { State = TrialState.Failed, Reason = exception.Message };
        Put(failed);
        if (failed.IsTraining)
        {
            _folder.DeleteCheckpoints(failed.TrialId);
        }

        _monitor.Failed(_results.Settings(failed), exception);
    }

    public void Stop(int trialId, string reason)
    {
        Put(_records.Single(record => record.TrialId == trialId) with { State = TrialState.Stopped, Reason = reason });
        _folder.DeleteCheckpoints(trialId);
    }

    private void Put(TrialRecord record)
    {
        _folder.Write(record);
        int index = _records.FindIndex(known => known.TrialId == record.TrialId);
        if (index < 0)
        {
            _records.Add(record);
        }
        else
        {
            _records[index] = record;
        }
    }
}
