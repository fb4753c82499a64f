using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>An experiment from its first trial, or from where an earlier process left it, to the end of its budget.</summary>
internal sealed class ExperimentRun
{
    private const int MostFailures = 3;

    /// <summary>Share of the time that is left for other ways of scoring.</summary>
    private const double ScoringShare = 0.1;

    private readonly ExperimentSettings _settings;
    private readonly TrialPlan _plan;
    private readonly TrialJournal _journal;
    private readonly TimeBudget _budget;
    private readonly TrialRunner _runner;
    private readonly SuccessiveHalving _tuner;
    private readonly FimNetOptions _options;
    private readonly ExperimentFolder _folder;
    private bool _isScored;
    private int? _overrunning;

    public ExperimentRun(ExperimentSettings settings, TrialPlan plan, ExperimentFolder folder, TrialJournal journal, TimeBudget budget, TrialRunner runner)
    {
        _settings = settings;
        _plan = plan;
        _folder = folder;
        _journal = journal;
        _budget = budget;
        _runner = runner;
        _tuner = new SuccessiveHalving(plan.Rungs, settings.Tuner.ReductionFactor);
        _options = plan.Apply(settings.Options with { Seed = settings.Options.Seed ?? settings.Seed });
    }

    /// <summary>While no training is at its end, one whose length is a part of the time is let come to it, so that there is a model.</summary>
    private bool MayOverrun => BestTrained is null && _plan.TrainingSeconds is not null;

    /// <summary>What fails again and again, such as a disk that is full, concerns all trainings: after three in a row none is begun.</summary>
    private bool KeepsFailing => _journal.Trainings.Reverse().TakeWhile(record => record.State == TrialState.Failed).Count() >= MostFailures;

    private TrialRecord? BestTrained => ResultMaker.Best(_journal.Trainings.Where(record => record.State == TrialState.Completed), _settings.Metric);

    /// <exception cref="OperationCanceledException">The time is over, or the user cancelled.</exception>
    /// <exception cref="InvalidOperationException">The first trials all failed.</exception>
    public void Run()
    {
        while (Next() is { } decision)
        {
            if (_budget.IsOver && !MayGoOn(decision))
            {
                throw new OperationCanceledException("The time is over.");
            }

            switch (decision)
            {
                case Decision.Start:
                    int trialId = _journal.NextId;
                    _runner.Train(trialId, Draw(trialId), _plan.Rungs[0], MayOverrun, () => IsLast(trialId));
                    break;
                case Decision.Continue continued:
                    _runner.Train(continued.TrialId, Options(continued.TrialId), _plan.Rungs[continued.Rung], MayOverrun, () => IsLast(continued.TrialId));
                    break;
                case Decision.Stop stopped:
                    _journal.Stop(stopped.TrialId, stopped.Reason);
                    break;
            }

            RequireSuccess();
            DeleteSpentCheckpoints();
        }

        if (!_isScored && _runner.MayScore && BestTrained is { } best)
        {
            _runner.Train(best.TrialId, best.ReadOptions(), 1, mayOverrun: false, () => true);
        }
    }

    /// <summary>Whether a decision is carried out though the time is over: one training is brought to its end where there is none, and when that fails no other.</summary>
    private bool MayGoOn(Decision decision) => MayOverrun && decision is Decision.Continue continued && (_overrunning ??= continued.TrialId) == continued.TrialId;

    /// <summary>Whether no training comes after this one and its network is the best: then it is scored in other ways while it is in memory.</summary>
    private bool IsLast(int trialId) => _isScored = Next() is null && BestTrained?.TrialId == trialId;

    private Decision? Next()
    {
        TrainingCurve[] curves = [.. _journal.Trainings.Select(record => new TrainingCurve(
            record.TrialId, [.. record.Curve.Select(point => _settings.Metric.Loss(point.Metrics))], record.State is TrialState.Failed or TrialState.Stopped))];
        Decision? decision = _tuner.Next(curves, MayStart());
        return decision is Decision.Continue next && !Fits(next.Rung, next.Rung) ? _tuner.Finish(curves) : decision;
    }

    private bool MayStart()
    {
        int trainings = _journal.Trainings.Count();
        return trainings == 0 || (trainings < _settings.MostTrainings && !KeepsFailing && Fits(0, BestTrained is null ? _plan.Rungs.Count - 1 : 0));
    }

    /// <summary>Whether there is time to train from the rung before one to another, and for other ways of scoring afterwards.</summary>
    private bool Fits(int from, int to)
    {
        if (_plan.TrainingSeconds is not { } whole)
        {
            return !_budget.IsOver;
        }

        double training = whole * (_plan.Rungs[to] - (from == 0 ? 0 : _plan.Rungs[from - 1]));
        double scoring = _settings.TriesScorings ? ScoringShare * _budget.TotalSeconds : 0;
        return training + ((to - from + 1) * OverheadSeconds()) + scoring <= _budget.RemainingSeconds;
    }

    /// <summary>What a rung took besides training, on average: reading images, scoring the validation set, saving.</summary>
    private double OverheadSeconds() => _journal.Trainings
        .Where(record => record.Curve.Count > 0)
        .Select(record => Math.Max(0, (record.DurationInMilliseconds / 1000) - record.Curve[^1].TrainingSeconds) / record.Curve.Count)
        .DefaultIfEmpty(0)
        .Average();

    private FimNetOptions Options(int trialId) => _journal.Records.Single(record => record.TrialId == trialId).ReadOptions();

    /// <summary>The options of a new training: the experiment's own for the first, drawn ones for all others.</summary>
    private FimNetOptions Draw(int trialId) =>
        trialId == 0 ? _options : _settings.SearchSpace.DrawTraining(_options, new SeededRandom(SeededRandom.Derive(_settings.Seed, trialId)));

    /// <summary>Trainings that are over need no checkpoints, except the best one, whose network may be scored in other ways.</summary>
    private void DeleteSpentCheckpoints()
    {
        int? best = BestTrained?.TrialId;
        foreach (TrialRecord record in _journal.Trainings.Where(record => record.State == TrialState.Completed && record.TrialId != best))
        {
            _folder.DeleteCheckpoints(record.TrialId);
        }
    }

    private void RequireSuccess()
    {
        TrialRecord[] failed = [.. _journal.Records.Where(record => record.State == TrialState.Failed)];
        if (failed.Length >= MostFailures && _journal.Best is null)
        {
            throw new InvalidOperationException($"The first {failed.Length} trials all failed, so the experiment was given up. The last one's reason: {failed[^1].Reason}");
        }
    }
}
