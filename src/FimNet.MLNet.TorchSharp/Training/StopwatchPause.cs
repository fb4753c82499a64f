using System.Diagnostics;

namespace FimNet.MLNet.Training;

/// <summary>Stops a watch until it is disposed.</summary>
internal sealed class StopwatchPause : IDisposable
{
    private readonly Stopwatch _watch;

    public StopwatchPause(Stopwatch watch)
    {
        _watch = watch;
        watch.Stop();
    }

    public void Dispose() => _watch.Start();
}
