using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The lowest threshold that at most a share of the good exceeds.</summary>
internal sealed record MaximumFalsePositiveRateRule(double Rate) : ThresholdRule
{
    internal override bool NeedsDefects => true;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        long allowed = WholeShare.Of(Rate, scores.Totals.Good), falselyFound = 0;
        float? last = null;
        foreach (ScoreGroup group in scores.Groups)
        {
            falselyFound += group.Good;
            if (falselyFound > allowed)
            {
                return new ThresholdChoice(last is { } higher ? ScoreThreshold.Between(group.Score, higher) : group.Score);
            }

            last = group.Lowest;
        }

        return new ThresholdChoice(ScoreThreshold.Below(last!.Value));
    }

    public override string ToString() => FormattableString.Invariant($"MaximumFalsePositiveRate({Rate})");
}
