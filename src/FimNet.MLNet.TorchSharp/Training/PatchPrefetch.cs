using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace FimNet.MLNet.Training;

/// <summary>Draws the next batches on a thread of its own while the network computes. Their order does not depend on timing.</summary>
internal sealed class PatchPrefetch : IDisposable
{
    private const int Ahead = 2;

    private readonly BlockingCollection<PatchBatch> _batches = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _drawing;
    private ExceptionDispatchInfo? _failure;

    public PatchPrefetch(PatchSource source)
    {
        _drawing = Task.Factory.StartNew(() => Draw(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public PatchBatch Next()
    {
        if (!_batches.TryTake(out PatchBatch? batch, Timeout.Infinite))
        {
            _failure?.Throw();
        }

        return batch!;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _drawing.Wait();
        _batches.Dispose();
        _stop.Dispose();
    }

    private void Draw(PatchSource source)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                _batches.Add(source.Next(), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed while a finished batch waited for room.
        }
#pragma warning disable CA1031 // Whatever went wrong is thrown again on the thread that asks for a batch.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _batches.CompleteAdding();
        }
    }
}
