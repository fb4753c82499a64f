namespace FimNet.MLNet.Calibration;

/// <summary>An order statistic of the good images' scores whose false-alarm rate is known beforehand, whatever their distribution.</summary>
internal sealed record FalseAlarmRateRule(double Rate, double? Confidence) : ThresholdRule
{
    internal override bool NeedsDefects => false;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        int count = scores.GoodImages.Count, above = HighestAbove(count);
        if (above < 0)
        {
            string confidence = Confidence is { } c ? FormattableString.Invariant($" with a confidence of {c}") : "";
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A false-alarm rate of {Rate}{confidence} needs at least {FewestImages()} good images, but there are {count}. Add good images, or ask for a higher rate."));
        }

        return new ThresholdChoice(scores.GoodImages[count - 1 - above], (above + 1.0) / (count + 1), OrderStatistic.RateBound(count, above));
    }

    public override string ToString() => Confidence is { } confidence
        ? FormattableString.Invariant($"FalseAlarmRate({Rate}, confidence {confidence})")
        : FormattableString.Invariant($"FalseAlarmRate({Rate})");

    /// <summary>How many of so many good images may be above the threshold; negative when there are too few for any.</summary>
    private int HighestAbove(int count) => Confidence is { } confidence
        ? OrderStatistic.HighestAbove(count, Rate, confidence)
        : OrderStatistic.HighestAboveOnAverage(count, Rate);

    private int FewestImages()
    {
        // One fewer than the formula says, in case it was rounded up.
        double estimate = Confidence is { } confidence ? Math.Log(1 - confidence) / BinomialDistribution.LogarithmOfRest(Rate) : (1 / Rate) - 1;
        int fewest = Math.Max(1, (int)estimate - 1);
        while (HighestAbove(fewest) < 0)
        {
            fewest++;
        }

        return fewest;
    }
}
