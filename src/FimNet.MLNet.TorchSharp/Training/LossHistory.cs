namespace FimNet.MLNet.Training;

/// <summary>The losses of a training's steps, as a model keeps them.</summary>
internal static class LossHistory
{
    /// <summary>More would make files that no reader accepts: a step takes about 100 bytes of a model's settings.</summary>
    public const int MostKept = 100_000;

    /// <summary>All steps if they are few enough, else evenly spread ones and the last of each stage.</summary>
    /// <param name="history">All steps in order.</param>
    public static IReadOnlyList<TrainingLoss> Thinned(IReadOnlyList<TrainingLoss> history)
    {
        int every = (history.Count + MostKept - 1) / MostKept;
        return every <= 1 ? history : [.. history.Where((loss, i) => i % every == 0 || i == history.Count - 1 || history[i + 1].Stage != loss.Stage)];
    }
}
