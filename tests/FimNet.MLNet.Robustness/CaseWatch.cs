namespace FimNet.MLNet.Robustness;

/// <summary>Ends this process when a case takes too long or too much memory; its parent takes that for the case's failure.</summary>
internal sealed class CaseWatch
{
    private const int SecondsOfCase = 30;
    private const long BytesOfProcess = 2L << 30;
    private const int MillisecondsBetweenLooks = 20;

    private readonly object _gate = new();
    private string? _running;
    private long _started;

    public CaseWatch() => new Thread(Watch) { IsBackground = true }.Start();

    public void Begin(string name)
    {
        lock (_gate)
        {
            (_running, _started) = (name, Environment.TickCount64);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            Look();
            _running = null;
        }
    }

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(MillisecondsBetweenLooks);
            lock (_gate)
            {
                Look();
            }
        }
    }

    private void Look()
    {
        if (_running is null)
        {
            return;
        }

        if (Environment.TickCount64 - _started > 1000 * SecondsOfCase)
        {
            Environment.FailFast($"{_running} took more than {SecondsOfCase} s");
        }

        if (Environment.WorkingSet > BytesOfProcess)
        {
            Environment.FailFast($"{_running} took more than {BytesOfProcess} bytes");
        }
    }
}
