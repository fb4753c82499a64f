using System.Globalization;

namespace FimNet.MLNet.AutoML;

/// <summary>How an experiment spends its budget. The first trial always has the experiment's own options, as they are.</summary>
public sealed class FimNetTuner
{
    private FimNetTuner(int rungs, int reductionFactor)
    {
        Rungs = rungs;
        ReductionFactor = reductionFactor;
    }

    /// <summary>Options drawn at random, each trained to the end.</summary>
    public static FimNetTuner Random { get; } = new(rungs: 1, reductionFactor: 1);

    /// <summary>How many places a training has where it is compared with others: 1 is its end alone.</summary>
    internal int Rungs { get; }

    internal int ReductionFactor { get; }

    /// <summary>
    /// Asynchronous successive halving over the length of the training: options are drawn at random and trained for a part of the length, and only the best of them go on, from where they were, to the next part.
    /// A training whose learning curve leads to no better a result than there is does not go on to the last part.
    /// </summary>
    /// <remarks>
    /// L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, M. Hardt, B. Recht, A. Talwalkar: A System for Massively Parallel Hyperparameter Tuning, MLSys 2020, with one worker;
    /// K. Jamieson, A. Talwalkar: Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016.
    /// </remarks>
    /// <param name="reductionFactor">One of so many goes on; each part is so many times as long as the one before: 2 to 10. Default: 3.</param>
    /// <param name="rungs">At how many lengths trainings are compared, the whole length among them: 2 to 5. Default: 3. Fewer when the time is so short that the first would be below a minute.</param>
    /// <returns>The tuner.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static FimNetTuner SuccessiveHalving(int reductionFactor = 3, int rungs = 3)
    {
        Check(nameof(reductionFactor), reductionFactor, 2, 10);
        Check(nameof(rungs), rungs, 2, 5);
        return new FimNetTuner(rungs, reductionFactor);
    }

    /// <inheritdoc/>
    public override string ToString() => Rungs == 1
        ? nameof(Random)
        : string.Create(CultureInfo.InvariantCulture, $"{nameof(SuccessiveHalving)}({ReductionFactor}, {Rungs})");

    private static void Check(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {least} to {most}."));
        }
    }
}
