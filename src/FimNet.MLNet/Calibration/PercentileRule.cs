using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The lowest score that a percentage of the good does not exceed.</summary>
internal sealed record PercentileRule(double Percentage) : ThresholdRule
{
    internal override bool NeedsDefects => false;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        // How many may be above; a percentage that is a whole number of them must not lose one to rounding.
        const double Tolerance = 1e-9;
        double allowed = ((1 - (Percentage / 100)) * scores.Totals.Good) + Tolerance;
        long above = 0;
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
