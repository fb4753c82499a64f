using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The highest threshold that at most a share of the defective does not exceed.</summary>
internal sealed record MaximumMissRateRule(double Rate) : ThresholdRule
{
    internal override bool NeedsDefects => true;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        long needed = Math.Max(1, scores.Totals.Defective - WholeShare.Of(Rate, scores.Totals.Defective)), found = 0;
        float last = 0;
        foreach (ScoreGroup group in scores.Groups)
        {
            if (found >= needed)
            {
                return new ThresholdChoice(ScoreThreshold.Between(group.Score, last));
            }

            found += group.Defective;
            last = group.Lowest;
        }

        return new ThresholdChoice(ScoreThreshold.Below(last));
    }

    public override string ToString() => FormattableString.Invariant($"MaximumMissRate({Rate})");
}
