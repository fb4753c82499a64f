using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Native;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>A training step of the Fast preset, by the trainer with full precision, by the plain loop and by the trainer with mixed precision, in milliseconds, and how far the losses of the first two lie apart.</summary>
/// <param name="Trainer">With full precision.</param>
/// <param name="Plain">The plain loop, which has the same.</param>
/// <param name="Mixed">With mixed precision; null on a processor that does not multiply bfloat16 numbers itself.</param>
/// <param name="LossDifference">The largest relative difference.</param>
internal sealed record TrainingSpeed(double Trainer, double Plain, double? Mixed, double LossDifference)
{
    private const int Steps = 20;
    private const int Rounds = 4;

    public static TrainingSpeed Measure(int stage)
    {
        using var trainer = new Worker(TrainingWorker.Trainer);
        using var plain = new Worker(TrainingWorker.Plain);
        using Worker? mixed = ProcessorFeatures.MultipliesBFloat16 ? new Worker(TrainingWorker.Mixed) : null;
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
            },
            () => mixed is null ? double.NaN : Ask(mixed, stage)[0]);
        return new TrainingSpeed(medians[0], medians[1], mixed is null ? null : medians[2], difference);
    }

    private static double[] Ask(Worker worker, int stage) =>
        worker.Ask($"{stage} {Steps}").Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
}
