using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The threshold of the highest F1.</summary>
internal sealed record F1MaxRule : ThresholdRule
{
    internal override bool NeedsDefects => true;

    internal override ThresholdChoice Choose(CalibrationScores scores)
    {
        var best = default(BestF1);
        long found = 0, falselyFound = 0;
        foreach (ScoreGroup group in scores.Groups)
        {
            best.ThresholdIsAbove(group);
            found += group.Defective;
            falselyFound += group.Good;
            best.Offer(found, falselyFound, scores.Totals.Defective);
        }

        best.ThresholdIsBelowAll();
        return new ThresholdChoice(best.Threshold);
    }

    public override string ToString() => "F1Max";
}
