using FimNet.MLNet.Training;

namespace FimNet.MLNet;

/// <summary>Where a training stands after one optimiser step.</summary>
/// <param name="Loss">The step's stage, number and losses.</param>
/// <param name="StageFraction">Finished share of the stage, 0 to 1, by steps or by time as the stage's length says.</param>
/// <param name="Elapsed">Time since the training of stage 1 began, without that for snapshots; of a training that continues from a checkpoint, with the time that its earlier processes had spent by then.</param>
public readonly record struct TrainingProgress(TrainingLoss Loss, double StageFraction, TimeSpan Elapsed)
{
    internal SnapshotSource? Snapshots { get; init; }

    /// <summary>
    /// Makes a model of the network as it stands, for example to follow the accuracy of a training, to keep something of one that is about to be cancelled, or to score one training in several ways. That of
    /// the last step is the one that <c>Fit</c> returns. It takes some seconds, which do not count for a stage whose length is a time, and changes nothing of the training.
    /// </summary>
    /// <param name="scoring">
    /// <see langword="null"/> for the training's own options; else the same but for <see cref="FimNetOptions.AnomalyScoring"/>, <see cref="FimNetOptions.FeatureLevels"/>,
    /// <see cref="FimNetOptions.PatchStride"/>, <see cref="FimNetOptions.SmoothingSigma"/>, <see cref="FimNetOptions.NormalizeByPosition"/>, <see cref="FimNetOptions.NormalizeBackground"/>, <see cref="FimNetOptions.ScoreTopFraction"/> and <see cref="FimNetOptions.ThresholdQuantile"/>.
    /// </param>
    /// <returns>A new transformer; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">It was not called within <see cref="IProgress{T}.Report"/>.</exception>
    /// <exception cref="ArgumentException">The options are those of another training.</exception>
    public FimNetTransformer Snapshot(FimNetOptions? scoring = null) => Snapshots is { } source
        ? source.Make(scoring)
        : throw new InvalidOperationException("This progress is of no training.");
}
