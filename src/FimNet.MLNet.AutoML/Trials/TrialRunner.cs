using System.Diagnostics;
using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Numerics;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>Runs single trials and keeps what comes of them.</summary>
internal sealed class TrialRunner
{
    private readonly AnomalyDetectionCatalog _catalog;
    private readonly MLContext _mlContext;
    private readonly ExperimentSettings _settings;
    private readonly ExperimentFolder _folder;
    private readonly TrialJournal _journal;
    private readonly TimeBudget _budget;
    private readonly IDataView _training;
    private readonly ImagePipeline _pipeline;
    private readonly ModelEvaluator _evaluator;
    private readonly ScoringSearch _scoring;
    private readonly CancellationToken _cancelled;

    /// <param name="catalog">Makes trainers.</param>
    /// <param name="mlContext">Reads images, saves and loads models.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="folder">Where everything goes.</param>
    /// <param name="journal">The trials so far.</param>
    /// <param name="budget">The time that is left.</param>
    /// <param name="pipeline">Goes in front of a model.</param>
    /// <param name="images">The images at the model's size.</param>
    /// <param name="cancelled">Set by the user.</param>
    public TrialRunner(
        AnomalyDetectionCatalog catalog,
        MLContext mlContext,
        ExperimentSettings settings,
        ExperimentFolder folder,
        TrialJournal journal,
        TimeBudget budget,
        ImagePipeline pipeline,
        ImageStore images,
        CancellationToken cancelled)
    {
        _catalog = catalog;
        _mlContext = mlContext;
        _settings = settings;
        _folder = folder;
        _journal = journal;
        _budget = budget;
        _training = images.Training(mlContext);
        _pipeline = pipeline;
        IDataView validation = images.Validation(mlContext);
        bool hasMasks = mlContext.Data.CreateEnumerable<DefectDatasetRow>(validation, reuseRowObject: true).All(row => !row.IsDefective || row.MaskPath.Length > 0);
        _evaluator = new ModelEvaluator(validation, settings.Options, settings.Metric, hasMasks);
        _scoring = new ScoringSearch(settings.SearchSpace, settings.Metric);
        _cancelled = cancelled;
    }

    /// <summary>Whether another way of scoring may be tried.</summary>
    public bool MayScore => !_scoring.IsEmpty
        && (_settings.MostModels is not { } most || _journal.Records.Count < most)
        && _budget.RemainingSeconds > SlowestScoringSeconds();

    /// <summary>Trains a trial until a share of its training is done, from where it was paused if it was, and keeps the result. A failure is kept too.</summary>
    /// <param name="trialId">A new number, or that of a trial that goes on.</param>
    /// <param name="options">All of the training's options.</param>
    /// <param name="fraction">The share.</param>
    /// <param name="mayOverrun">Whether it is let come to its end when the time is over.</param>
    /// <param name="isLastTraining">Asked when the training is at its end: whether its network is now to be scored in other ways.</param>
    /// <exception cref="OperationCanceledException">The time is over, or the user cancelled.</exception>
    public void Train(int trialId, FimNetOptions options, double fraction, bool mayOverrun, Func<bool> isLastTraining)
    {
        TrialRecord trial = _journal.Begin(trialId, trialId, options);
        var watch = Stopwatch.StartNew();
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(_cancelled);
        var segment = new TrainingSegment(options, fraction, Reached, pause);
        using CancellationTokenSource time = _budget.Start();
        using CancellationTokenRegistration outOfTime = mayOverrun ? default : time.Token.Register(segment.OutOfTime);
        try
        {
            _catalog.Trainers.FimNet(options, segment, new TrainingCheckpoints(_folder.CheckpointFolder(trialId)), pause.Token).Fit(_training).Dispose();
        }
        catch (OperationCanceledException) when (segment.IsPaused)
        {
        }
        catch (Exception e) when (IsOfTrial(e))
        {
            // What goes wrong after a trial has its result, when its network is scored in other ways, takes nothing from it.
            if (trial.State != TrialState.Completed)
            {
                _journal.Fail(
                    trial with { DurationInMilliseconds = trial.DurationInMilliseconds + watch.Elapsed.TotalMilliseconds, PeakMemoryInMegaByte = Math.Max(trial.PeakMemoryInMegaByte, segment.PeakMegabytes) }, e);
            }
        }

        void Reached(TrainingProgress progress, double peakMegabytes)
        {
            if (trial.Curve.Count == 0 || trial.Curve[^1].Fraction < fraction)
            {
                trial = Evaluate(progress, trial, options, fraction, watch, peakMegabytes);
            }

            if (fraction == 1 && isLastTraining())
            {
                ScoreInOtherWays(progress, trial, options);
            }
        }
    }

    private TrialRecord Evaluate(TrainingProgress progress, TrialRecord trial, FimNetOptions options, double fraction, Stopwatch watch, double peak)
    {
        using FimNetTransformer model = progress.Snapshot(options);
        TrialMetrics metrics = _evaluator.Evaluate(model, _cancelled);
        double value = _settings.Metric.Of(metrics);
        if (!double.IsFinite(value))
        {
            throw new InvalidOperationException($"{_settings.Metric} is {value}, which is no result.");
        }

        var point = new TrialPoint(fraction, model.TrainingSteps, progress.Elapsed.TotalSeconds, metrics);
        TrialRecord completed = trial with
        {
            Curve = [.. trial.Curve, point],
            State = fraction < 1 ? TrialState.Paused : TrialState.Completed,
            DurationInMilliseconds = trial.DurationInMilliseconds + watch.Elapsed.TotalMilliseconds,
            PeakMemoryInMegaByte = Math.Max(trial.PeakMemoryInMegaByte, peak),
        };
        _journal.Complete(completed, _pipeline.Whole(model), _settings.Dataset!.Training.Schema, _mlContext);
        return completed;
    }

    /// <summary>Scores a trained network in other ways as long as the budget lasts, each of them a trial.</summary>
    private void ScoreInOtherWays(TrainingProgress progress, TrialRecord trained, FimNetOptions options)
    {
        while (MayScore)
        {
            _cancelled.ThrowIfCancellationRequested();
            TrialRecord[] known = [.. _journal.Records.Where(record => record.TrainingId == trained.TrainingId)];
            FimNetOptions best = ResultMaker.Best(known, _settings.Metric)!.ReadOptions();
            int trialId = _journal.NextId;
            if (_scoring.Next(best, [.. known.Select(record => record.ReadOptions())], SeededRandom.Derive(_settings.Seed, trialId)) is not { } next)
            {
                return;
            }

            Score(progress, trialId, trained.TrainingId, options.WithScoringOf(next));
        }
    }

    private void Score(TrainingProgress progress, int trialId, int trainingId, FimNetOptions options)
    {
        TrialRecord trial = _journal.Begin(trialId, trainingId, options);
        var watch = Stopwatch.StartNew();
        try
        {
            Evaluate(progress, trial, options, fraction: 1, watch, Environment.WorkingSet / 1e6);
        }
        catch (Exception e) when (IsOfTrial(e))
        {
            _journal.Fail(trial with { DurationInMilliseconds = watch.Elapsed.TotalMilliseconds }, e);
        }
    }

    private double SlowestScoringSeconds() =>
        _journal.Records.Where(record => !record.IsTraining).Select(record => record.DurationInMilliseconds / 1000).DefaultIfEmpty(0).Max();

    /// <summary>Whether an error is one of the trial; all others concern every trial and end the experiment.</summary>
    private static bool IsOfTrial(Exception e) =>
        e is not (OperationCanceledException or OutOfMemoryException or LibTorchLoadException or ExperimentFolderException or TrialMonitor.FailureException);
}
