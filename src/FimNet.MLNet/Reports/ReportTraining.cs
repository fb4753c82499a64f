namespace FimNet.MLNet.Reports;

/// <summary>The losses of a training, thinned.</summary>
internal static class ReportTraining
{
    private const int MostSteps = 500;

    public static IReadOnlyList<ReportStage> Stages(IReadOnlyList<TrainingLoss> history) =>
    [
        .. history.GroupBy(loss => loss.Stage).OrderBy(stage => stage.Key).Select(stage =>
        {
            TrainingLoss[] all = [.. stage];
            TrainingLoss[] kept = [.. Sampling.Evenly(all.Length, MostSteps).Select(i => all[i])];
            return new ReportStage(
                stage.Key,
                [.. kept.Select(loss => loss.Step)],
                [.. kept.Select(loss => (double)loss.Reconstruction)],
                [.. kept.Select(loss => (double)loss.Sparsity)]);
        }),
    ];
}
