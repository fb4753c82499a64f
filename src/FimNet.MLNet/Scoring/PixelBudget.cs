namespace FimNet.MLNet.Scoring;

/// <summary>Holds a reader back while the images that it has read ahead have more pixels together than they may; a single one may have any number.</summary>
/// <param name="most">Pixels of all images that were taken and not returned.</param>
internal sealed class PixelBudget(long most)
{
    private readonly object _gate = new();
    private long _taken;

    /// <summary>Waits until there is room, and takes it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while waiting.</exception>
    public void Take(long pixels, CancellationToken token)
    {
        using CancellationTokenRegistration wake = token.UnsafeRegister(_ => Return(0), null);
        lock (_gate)
        {
            while (_taken > 0 && _taken + pixels > most)
            {
                token.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }

            _taken += pixels;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Return(long pixels)
    {
        lock (_gate)
        {
            _taken -= pixels;
            Monitor.PulseAll(_gate);
        }
    }
}
