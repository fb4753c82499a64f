using FimNet.MLNet.Calibration;

namespace FimNet.MLNet;

/// <summary>Where a threshold comes from and what is promised of it. Kept with the model.</summary>
public sealed record ThresholdCalibration
{
    /// <summary>The rule, with its numbers.</summary>
    public required string Rule { get; init; }

    /// <summary>The threshold that the rule chose.</summary>
    public required float Threshold { get; init; }

    /// <summary>Number of good images that it was chosen from.</summary>
    public required int GoodImages { get; init; }

    /// <summary>Number of defective images that it was chosen from; 0 for a rule that looks at good ones alone.</summary>
    public required int DefectiveImages { get; init; }

    /// <summary>
    /// The probability that the next good image raises a false alarm is at most this, taken over calibrations; <see langword="null"/> for rules that promise nothing.
    /// </summary>
    public double? ExpectedFalseAlarmRate { get; init; }

    /// <summary>With a confidence of 95 % over the calibration images, the long-run false-alarm rate is at most this; <see langword="null"/> for rules that promise nothing.</summary>
    public double? FalseAlarmRateBound { get; init; }

    /// <summary>The calibration as a sentence.</summary>
    /// <returns>For example: "FalseAlarmRate(0.05) from 60 good images: threshold 0.0123; ...".</returns>
    public override string ToString()
    {
        string from = DefectiveImages > 0 ? $"{GoodImages} good and {DefectiveImages} defective images" : $"{GoodImages} good images";
        string promise = ExpectedFalseAlarmRate is { } expected && FalseAlarmRateBound is { } bound
            ? FormattableString.Invariant(
                $"; a good image raises a false alarm with a probability of at most {100 * expected:g3} %, and with {100 * OrderStatistic.Confidence:0} % confidence the long-run rate is at most {100 * bound:g3} %")
            : "";
        return FormattableString.Invariant($"{Rule} from {from}: threshold {Threshold:g6}{promise}.");
    }
}
