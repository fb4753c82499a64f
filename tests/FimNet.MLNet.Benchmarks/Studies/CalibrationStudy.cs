using System.Globalization;
using FimNet.MLNet.Calibration;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>The false-alarm rate asked for and the one realised on good images of a data set that the model was not trained on.</summary>
internal static class CalibrationStudy
{
    private static readonly double[] Rates = [0.02, 0.05, 0.1];
    private static readonly double?[] Confidences = [null, 0.95];

    public static void Run(string data, string? keptModel)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data));
        var model = new StudyModel(data, keptModel);
        StudyScore[] heldOut = model.Scores(model.HeldOut), test = model.Scores(model.TestGood);
        float[] scores = [.. heldOut.Concat(test).Select(score => score.Image)];
        int calibrationImages = 2 * scores.Length / 3;
        Print($"{scores.Length} good images, {scores.Distinct().Count()} distinct scores");
        Print($"| set | rate asked for | confidence | images n | others | mean rate promised | mean rate realised | splits above the rate asked for | the same, by theory |");
        Print($"|---|---|---|---|---|---|---|---|---|");
        PrintRows(calibrationImages, (rate, rule) =>
        {
            RandomSplits splits = RandomSplits.Run(scores, calibrationImages, rate, rule);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{scores.Length - calibrationImages} | {splits.PromisedMean:p2} | {splits.MeanRate:p2} | {splits.ShareAbove:p1} | {splits.ExpectedShareAbove:p1} |");
        });

        Print($"| set | rate asked for | confidence | held-out images n | test/good | mean rate promised | false alarms | as many or more by chance | images with a defect region |");
        Print($"|---|---|---|---|---|---|---|---|---|");
        PrintRows(heldOut.Length, (_, rule) =>
        {
            ThresholdChoice image = StudyThreshold.Choose(rule, heldOut.Select(score => score.Image));
            ThresholdChoice pixel = StudyThreshold.Choose(rule, heldOut.Select(score => score.HighestPixel));
            int falseAlarms = test.Count(score => score.Image > image.Threshold), withRegion = test.Count(score => score.HighestPixel > pixel.Threshold);
            double promised = image.ExpectedFalseAlarmRate!.Value;
            double chance = ExchangeableFalseAlarms.ProbabilityOfMoreThan(falseAlarms - 1, heldOut.Length, promised, test.Length);
            return string.Create(CultureInfo.InvariantCulture, $"{test.Length} | {promised:p2} | {Count(falseAlarms)} | {chance:p1} | {Count(withRegion)} |");
        });

        string Count(int images) => string.Create(CultureInfo.InvariantCulture, $"{images} ({(double)images / test.Length:p1})");

        void PrintRows(int images, Func<double, ThresholdRule, string> measure)
        {
            var refused = new List<string>();
            foreach ((double rate, double? confidence) in Rates.SelectMany(_ => Confidences, (rate, confidence) => (rate, confidence)))
            {
                try
                {
                    string result = measure(rate, ThresholdRule.FalseAlarmRate(rate, confidence));
                    Print($"| {name} | {rate:p0} | {confidence?.ToString("p0", CultureInfo.InvariantCulture) ?? "none"} | {images} | {result}");
                }
                catch (InvalidOperationException e)
                {
                    refused.Add(e.Message);
                }
            }

            Console.WriteLine();
            refused.ForEach(Console.WriteLine);
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
