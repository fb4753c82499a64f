namespace FimNet.MLNet.Calibration;

/// <summary>The binomial distribution.</summary>
internal static class BinomialDistribution
{
    /// <summary>The probabilities of no success, of one, and so on to as many as there are trials.</summary>
    public static IEnumerable<double> Probabilities(int trials, double successRate)
    {
        double failure = LogarithmOfRest(successRate), odds = Math.Log(successRate) - failure, logarithm = trials * failure;
        for (int successes = 0; successes <= trials; successes++)
        {
            yield return Math.Exp(logarithm);
            logarithm += odds + Math.Log((double)(trials - successes) / (successes + 1));
        }
    }

    /// <summary>log(1 - rate), exact for small rates too (Kahan's formula).</summary>
    public static double LogarithmOfRest(double rate)
    {
        double rest = 1 - rate;
        return rest == 1 ? -rate : Math.Log(rest) * rate / (1 - rest);
    }
}
