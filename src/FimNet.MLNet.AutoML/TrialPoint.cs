namespace FimNet.MLNet.AutoML;

/// <summary>A point of a trial's learning curve: where its training was paused or ended and what it had reached there.</summary>
/// <param name="Fraction">The finished share of a whole training, above 0, at most 1.</param>
/// <param name="Steps">Optimiser steps done, those of both stages.</param>
/// <param name="TrainingSeconds">Time spent on training so far.</param>
/// <param name="Metrics">On the validation set.</param>
public sealed record TrialPoint(double Fraction, int Steps, double TrainingSeconds, TrialMetrics Metrics);
