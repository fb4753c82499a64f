namespace FimNet.MLNet.Calibration;

/// <summary>What the position of a threshold among the scores of good images says about the rate at which further good images exceed it.</summary>
/// <remarks>
/// With m of n exchangeable scores above the threshold, which is itself one of them, the next one exceeds it with a probability of at most (m + 1) / (n + 1), and the long-run rate has
/// a Beta(m + 1, n - m) distribution at most, whose tail is one of the binomial distribution.
/// </remarks>
internal static class OrderStatistic
{
    public const double Confidence = 0.95;

    /// <summary>The most scores that may be above for the next one to be so with at most this probability; negative when there are too few.</summary>
    public static int HighestAboveOnAverage(int count, double rate)
    {
        // A rate of 0.05 and 19 scores make exactly 1, whatever the rounding.
        const double Tolerance = 1e-9;
        return (int)Math.Floor((rate * (count + 1)) + Tolerance) - 1;
    }

    /// <summary>The most scores that may be above for the long-run rate to be at most this with the given confidence; negative when there are too few.</summary>
    public static int HighestAbove(int count, double rate, double confidence)
    {
        int above = -1;
        double probability = 0;
        for (int successes = 0; successes < count; successes++)
        {
            probability += BinomialProbability(count, successes, rate);
            if (probability > 1 - confidence)
            {
                break;
            }

            above = successes;
        }

        return above;
    }

    /// <summary>The long-run rate that is not exceeded with a confidence of 95 %.</summary>
    public static double RateBound(int count, int above)
    {
        double low = 0, high = 1;
        for (int i = 0; i < 60; i++)
        {
            double rate = (low + high) / 2;
            double probability = Enumerable.Range(0, above + 1).Sum(successes => BinomialProbability(count, successes, rate));
            (low, high) = probability > 1 - Confidence ? (rate, high) : (low, rate);
        }

        return high;
    }

    private static double BinomialProbability(int count, int successes, double rate)
    {
        double logarithm = (successes * Math.Log(rate)) + ((count - successes) * Math.Log(1 - rate));
        for (int i = 1; i <= successes; i++)
        {
            logarithm += Math.Log((double)(count - successes + i) / i);
        }

        return Math.Exp(logarithm);
    }
}
