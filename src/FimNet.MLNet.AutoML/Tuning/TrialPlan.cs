namespace FimNet.MLNet.AutoML.Tuning;

/// <summary>How long a whole training is, and where it is paused.</summary>
/// <param name="TrainingSeconds">Time of a whole training; null when the options say its length.</param>
/// <param name="Rungs">Finished shares of a whole training at which trainings are compared, ascending; the last is 1.</param>
internal sealed record TrialPlan(double? TrainingSeconds, IReadOnlyList<double> Rungs)
{
    /// <summary>Comparing trainings before this time says little.</summary>
    private const double ShortestRungSeconds = 60;

    /// <summary>More time than this goes into more trials instead of longer ones.</summary>
    private const double LongestTrainingSeconds = 1800;

    /// <summary>The rest goes into reading images, scoring the validation set and trying other ways of scoring.</summary>
    private const double TrainingShare = 0.7;

    /// <summary>Trainings as long as their options say.</summary>
    public static TrialPlan OfLength(FimNetTuner tuner) => new(null, Fractions(tuner.ReductionFactor, tuner.Rungs));

    /// <summary>
    /// The most rungs for which one bracket of successive halving fits into the time: b^(k-1) trainings at the first of k rungs, one in b of them at the next, one at the last.
    /// With one rung the first training gets all the time.
    /// </summary>
    public static TrialPlan OfTime(FimNetTuner tuner, double seconds)
    {
        double usable = TrainingShare * seconds;
        for (int rungs = tuner.Rungs; rungs > 1; rungs--)
        {
            double training = Math.Min(usable / BracketCost(tuner.ReductionFactor, rungs), LongestTrainingSeconds);
            if (training * Math.Pow(tuner.ReductionFactor, 1 - rungs) >= ShortestRungSeconds)
            {
                return new TrialPlan(training, Fractions(tuner.ReductionFactor, rungs));
            }
        }

        return new TrialPlan(Math.Min(usable, LongestTrainingSeconds), [1]);
    }

    /// <summary>The options with the length of a whole training.</summary>
    public FimNetOptions Apply(FimNetOptions options) => TrainingSeconds is { } seconds ? options.WithBudget(TimeSpan.FromSeconds(seconds)) : options;

    /// <summary>The cost of a bracket in whole trainings: the first rung costs one, each further one adds the difference to the one before.</summary>
    private static double BracketCost(int factor, int rungs) => 1 + (rungs - 1) * (1 - 1.0 / factor);

    private static double[] Fractions(int factor, int rungs) => [.. Enumerable.Range(1 - rungs, rungs).Select(power => Math.Pow(factor, power))];
}
