namespace FimNet.MLNet.Calibration;

/// <summary>The mean of the good plus some standard deviations.</summary>
internal sealed record MeanPlusSigmaRule(double Sigmas) : ThresholdRule
{
    internal override bool NeedsDefects => false;

    internal override ThresholdChoice Choose(CalibrationScores scores) => scores.Totals.Good >= 2
        ? new ThresholdChoice((float)(scores.GoodMean + (Sigmas * scores.GoodDeviation)))
        : throw new InvalidOperationException($"A standard deviation needs at least 2 good images, but there is {scores.Totals.Good}. Add good images.");

    public override string ToString() => FormattableString.Invariant($"MeanPlusSigma({Sigmas})");
}
