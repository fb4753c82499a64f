using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FimNet.MLNet.Diagnostics;

/// <summary>What can be watched of a training.</summary>
internal static class TrainingTelemetry
{
    private const string StageTag = "fimnet.training.stage";
    private const string LossTag = "fimnet.training.loss.kind";

    private static readonly Counter<long> Steps = Telemetry.Meter.CreateCounter<long>("fimnet.training.steps", "{step}", "Optimiser steps, those included that a divergence undid.");

    private static readonly Histogram<double> StepDuration = Telemetry.Meter.CreateHistogram<double>("fimnet.training.step.duration", "s", "Time of one optimiser step.");

    private static readonly Histogram<double> Loss = Telemetry.Meter.CreateHistogram<double>("fimnet.training.loss", "1", "Losses of the steps, before their weights.");

    private static readonly Counter<long> Rollbacks = Telemetry.Meter.CreateCounter<long>("fimnet.training.rollbacks", "{rollback}", "How often a divergence made a training go back.");

    /// <summary>A span around all of Fit.</summary>
    public static Activity? StartTraining(FimNetOptions options, int seed) => Telemetry.Source.StartActivity("fimnet.training")
        ?.SetTag("fimnet.model.size", $"{options.ImageWidth}x{options.ImageHeight}").SetTag("fimnet.training.seed", seed);

    /// <summary>A span around a stage.</summary>
    public static Activity? StartStage(int stage) => Telemetry.Source.StartActivity("fimnet.training.stage")?.SetTag(StageTag, stage);

    /// <summary>A span around one optimiser step; see <see cref="StepMeasurement"/>.</summary>
    public static Activity? StartStep(int stage, int step) =>
        Telemetry.Source.StartActivity("fimnet.training.step")?.SetTag(StageTag, stage).SetTag("fimnet.training.step", step);

    /// <param name="stage">1 or 2.</param>
    /// <param name="start">When the step began.</param>
    public static void Stepped(int stage, long start)
    {
        if (StepDuration.Enabled)
        {
            StepDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>(StageTag, stage));
        }

        if (Steps.Enabled)
        {
            Steps.Add(1, new KeyValuePair<string, object?>(StageTag, stage));
        }
    }

    public static void Record(TrainingLoss loss)
    {
        if (Loss.Enabled)
        {
            KeyValuePair<string, object?> stage = new(StageTag, loss.Stage);
            Loss.Record(loss.Reconstruction, stage, new(LossTag, "reconstruction"));
            Loss.Record(loss.Sparsity, stage, new(LossTag, "sparsity"));
        }
    }

    public static void RolledBack(int stage)
    {
        if (Rollbacks.Enabled)
        {
            Rollbacks.Add(1, new KeyValuePair<string, object?>(StageTag, stage));
        }
    }
}
