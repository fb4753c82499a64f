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
            string confidence = Confidence is { } c ? FormattableString.Invariant($" with a confidence of {c:0.####}") : "";
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A false-alarm rate of {Rate:0.######}{confidence} needs at least {FewestImages()} good images, but there are {count}. Add good images, or ask for a higher rate."));
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
        int fewest = Confidence is { } confidence ? (int)(Math.Log(1 - confidence) / Math.Log(1 - Rate)) : (int)(1 / Rate) - 2;
        while (HighestAbove(fewest) < 0)
        {
            fewest++;
        }

        return fewest;
    }
}
