using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The lowest score that a percentage of the good does not exceed.</summary>
internal sealed record PercentileRule(double Percentage) : ThresholdRule
{
    internal override bool NeedsDefects => false;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        long allowed = WholeShare.Of((100 - Percentage) / 100, scores.Totals.Good), above = 0;
        float threshold = 0;
        foreach (ScoreGroup group in scores.Groups.Where(group => group.Good > 0))
        {
            if (above > allowed)
            {
                break;
            }

            threshold = group.Score;
            above += group.Good;
        }

        return new ThresholdChoice(threshold);
    }

    public override string ToString() => FormattableString.Invariant($"Percentile({Percentage})");
}
