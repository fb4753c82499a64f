using FimNet.MLNet.Calibration;

namespace FimNet.MLNet;

/// <summary>
/// How a threshold is chosen from scores: from those of good images alone, or from labelled ones.
/// docs/calibration.md explains which to take.
/// </summary>
/// <remarks>
/// The rules read the same for images and for pixels. For pixels, <see cref="FalseAlarmRate"/> counts a good image as a false alarm when any of its pixels is
/// above the threshold, because the pixels of an image are not independent; the others count single pixels.
/// </remarks>
public abstract record ThresholdRule
{
    private protected ThresholdRule()
    {
    }

    /// <summary>From labelled data: the highest F1, the harmonic mean of precision and recall.</summary>
    public static ThresholdRule F1Max { get; } = new F1MaxRule();

    /// <summary>
    /// From good images: at most this share of good images is above the threshold, as a statement about images still to come. It holds for any distribution of
    /// scores, provided that the images come from where the calibration images came from.
    /// </summary>
    /// <param name="rate">The share, at least 0.000001 and below 1. 0.05 needs 19 good images, 0.01 needs 99.</param>
    /// <param name="confidence">
    /// <see langword="null"/>: the rate holds on average over calibrations (split conformal prediction). 0.95: with a probability of at least 95 % over the calibration
    /// images, the long-run rate is no higher; 0.05 then needs 59 good images, 0.01 needs 299. Above 0 and below 1.
    /// </param>
    /// <returns>The rule. It refuses to work with too few images and says how many it needs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ThresholdRule FalseAlarmRate(double rate, double? confidence = null)
    {
        if (!(rate is >= 1e-6 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate must be at least 0.000001 and below 1.");
        }

        if (confidence is not (null or (> 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "confidence must be above 0 and below 1, or null.");
        }

        return new FalseAlarmRateRule(rate, confidence);
    }

    /// <summary>From good images: the lowest score that at least this percentage of them does not exceed. A plain order statistic, with no promise for few images.</summary>
    /// <param name="percentile">Above 0, at most 100.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is out of its range.</exception>
    public static ThresholdRule Percentile(double percentile) => percentile is > 0 and <= 100
        ? new PercentileRule(percentile)
        : throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "percentile must be above 0 and at most 100.");

    /// <summary>From good images: their mean plus some standard deviations. Sensible for scores that are close to normal, and for very few images.</summary>
    /// <param name="sigmas">0 to 100.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public static ThresholdRule MeanPlusSigma(double sigmas) => sigmas is >= 0 and <= 100
        ? new MeanPlusSigmaRule(sigmas)
        : throw new ArgumentOutOfRangeException(nameof(sigmas), sigmas, "sigmas must be 0 to 100.");

    /// <summary>From labelled data: the lowest cut between two neighbouring scores that at most this share of the good exceeds, half-way between them.</summary>
    /// <param name="rate">0 or above, below 1.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public static ThresholdRule MaximumFalsePositiveRate(double rate) => new MaximumFalsePositiveRateRule(CheckHalfOpen(rate));

    /// <summary>From labelled data: the highest cut between two neighbouring scores that at most this share of the defective does not exceed, half-way between them.</summary>
    /// <param name="rate">0 or above, below 1.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public static ThresholdRule MaximumMissRate(double rate) => new MaximumMissRateRule(CheckHalfOpen(rate));

    /// <summary>Whether scores of defective images or pixels are needed too.</summary>
    internal abstract bool NeedsDefects { get; }

    /// <exception cref="InvalidOperationException">There is not enough to choose from.</exception>
    internal abstract ThresholdChoice Choose(CalibrationScores scores);

    private static double CheckHalfOpen(double rate) =>
        rate is >= 0 and < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate must be 0 or above and below 1.");
}
