using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>A training step of the Fast preset, by the trainer and by the plain loop, in milliseconds, and how far their losses lie apart.</summary>
internal sealed record TrainingSpeed(double Trainer, double Plain, double LossDifference)
{
    private const int Steps = 20;
    private const int Rounds = 4;

    public static TrainingSpeed Measure(int stage)
    {
        using var trainer = new Worker(TrainingWorker.Trainer);
        using var plain = new Worker(TrainingWorker.Plain);
        double difference = 0;
        double[] ofTrainer = [];
        double[] medians = Timing.Alternate(
            Rounds,
            () => (ofTrainer = Ask(trainer, stage))[0],
            () =>
            {
                double[] ofPlain = Ask(plain, stage);
                difference = Math.Max(difference, ofTrainer.Skip(1).Zip(ofPlain.Skip(1)).Max(pair => Math.Abs(pair.First / pair.Second - 1)));
                return ofPlain[0];
            });
        return new TrainingSpeed(medians[0], medians[1], difference);
    }

    private static double[] Ask(Worker worker, int stage) =>
        worker.Ask($"{stage} {Steps}").Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
}
