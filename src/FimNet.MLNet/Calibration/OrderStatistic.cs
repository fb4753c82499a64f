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
    public static int HighestAboveOnAverage(int count, double rate) => Math.Min((int)WholeShare.Of(rate, count + 1), count) - 1;

    /// <summary>The most scores that may be above for the long-run rate to be at most this with the given confidence; negative when there are too few.</summary>
    public static int HighestAbove(int count, double rate, double confidence)
    {
        // A rate of 0.5 and 2 scores make a confidence of exactly 0.75, whatever the rounding.
        double allowed = (1 - confidence) * (1 + 1e-9), probability = 0;
        int above = -1;
        foreach (double term in BinomialDistribution.Probabilities(count, rate).Take(count))
        {
            probability += term;
            if (probability > allowed)
            {
                break;
            }

            above++;
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
            (low, high) = BinomialDistribution.Probabilities(count, rate).Take(above + 1).Sum() > 1 - Confidence ? (rate, high) : (low, rate);
        }

        return high;
    }
}
