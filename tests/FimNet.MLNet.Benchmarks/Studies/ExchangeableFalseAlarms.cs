namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>
/// How many of further good images raise a false alarm when they and the calibration images are exchangeable and no two scores are equal: their number then has a beta-binomial distribution,
/// whatever the distribution of the scores.
/// </summary>
internal static class ExchangeableFalseAlarms
{
    /// <param name="most">The number.</param>
    /// <param name="calibrationImages">Images that the threshold was chosen from.</param>
    /// <param name="promised">The mean rate that the rule promises.</param>
    /// <param name="others">Further good images.</param>
    public static double ProbabilityOfMoreThan(int most, int calibrationImages, double promised, int others)
    {
        // The threshold is the score of the calibration image that has so many above it, itself counted.
        double above = Math.Round(promised * (calibrationImages + 1)), notAbove = calibrationImages + 1 - above;

        // All of the others above; then one fewer at a time.
        double probability = 1, more = 0;
        for (int i = 0; i < others; i++)
        {
            probability *= (above + i) / (calibrationImages + 1.0 + i);
        }

        for (int count = others; count > most; count--)
        {
            more += probability;
            probability *= count * (notAbove + others - count) / ((others - count + 1.0) * (above + count - 1));
        }

        return more;
    }
}
