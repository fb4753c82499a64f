namespace FimNet.MLNet.Training;

/// <summary>Makes models in the middle of a training, but only while a step is being reported: before and after, the training itself uses the network.</summary>
/// <param name="make">Makes a model that scores as the given options say, or as the training's own.</param>
internal sealed class SnapshotSource(Func<FimNetOptions?, FimNetTransformer> make)
{
    private int? _thread;

    /// <summary>Reports a step.</summary>
    public void During(Action report)
    {
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            report();
        }
        finally
        {
            _thread = null;
        }
    }

    /// <exception cref="InvalidOperationException">No step is being reported on this thread.</exception>
    public FimNetTransformer Make(FimNetOptions? scoring) => _thread == Environment.CurrentManagedThreadId
        ? make(scoring)
        : throw new InvalidOperationException(
            "The step of this progress is over, or another thread is training. Call Snapshot within IProgress.Report; Progress<T> calls later and on other threads, so implement IProgress<TrainingProgress> yourself.");
}
