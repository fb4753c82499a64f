using FimNet.MLNet.Calibration;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Thresholds chosen from a random part of good images' scores, many times, and the false alarms among the others.</summary>
/// <param name="MeanRate">The mean over splits of the realised false-alarm rate.</param>
/// <param name="ShareAbove">The share of splits whose realised rate is above the rate asked for.</param>
/// <param name="PromisedMean">What the rule promises of the mean.</param>
/// <param name="ExpectedShareAbove">What <see cref="ExchangeableFalseAlarms"/> says of that share.</param>
internal sealed record RandomSplits(double MeanRate, double ShareAbove, double PromisedMean, double ExpectedShareAbove)
{
    private const int Splits = 2000;
    private const int Seed = 0;

    public static RandomSplits Run(float[] scores, int calibrationImages, double rate, ThresholdRule rule)
    {
        float[] shuffled = [.. scores];
        int others = scores.Length - calibrationImages, splitsAbove = 0, mostAllowed = (int)WholeShare.Of(rate, others);
        double sum = 0;
        ThresholdChoice choice = default;
        for (int split = 0; split < Splits; split++)
        {
            new SeededRandom(SeededRandom.Derive(Seed, split)).Shuffle(shuffled);
            choice = StudyThreshold.Choose(rule, shuffled.Take(calibrationImages));
            int falseAlarms = shuffled.Skip(calibrationImages).Count(score => score > choice.Threshold);
            sum += (double)falseAlarms / others;
            splitsAbove += falseAlarms > mostAllowed ? 1 : 0;
        }

        double promised = choice.ExpectedFalseAlarmRate!.Value;
        return new RandomSplits(
            sum / Splits, (double)splitsAbove / Splits, promised, ExchangeableFalseAlarms.ProbabilityOfMoreThan(mostAllowed, calibrationImages, promised, others));
    }
}
