namespace FimNet.MLNet;

public sealed partial record FimNetOptions
{
    /// <summary>The same options with a time for the training as a whole: half of it for each stage, or all of it for stage 1 where stage 2 is left out.</summary>
    /// <param name="training">Above zero, at most 30 days. The number of steps, and so the model, then depends on the machine.</param>
    /// <returns>New options; these are unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="training"/> is out of its range.</exception>
    public FimNetOptions WithBudget(TimeSpan training)
    {
        if (training <= TimeSpan.Zero || training > TimeSpan.FromDays(30))
        {
            throw new ArgumentOutOfRangeException(nameof(training), training, "The time for the training must be above zero and at most 30 days.");
        }

        return Stage2.Amount == 0
            ? this with { Stage1 = TrainingLength.Time(training) }
            : this with { Stage1 = TrainingLength.Time(training / 2), Stage2 = TrainingLength.Time(training / 2) };
    }
}
