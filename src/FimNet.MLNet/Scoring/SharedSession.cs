using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.Scoring;

/// <summary>
/// The session that transformers of one graph share. Its native memory can be released at any time, also while it is in use;
/// the next use loads the graph again.
/// </summary>
internal sealed class SharedSession(FimNetModel model, int? threads = null)
{
    private readonly object _gate = new();
    private ScoringSession? _session;
    private int _users;
    private bool _release;

    public ImageScores[] Run(IReadOnlyList<RgbImage> images, ScoreBuffers buffers, bool reconstruct)
    {
        ScoringSession session = Enter();
        try
        {
            return session.Run(images, buffers, reconstruct);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Loads the graph now rather than at the first run, so that a damaged one is refused early.</summary>
    public void Load()
    {
        Enter();
        Leave();
    }

    public void Release()
    {
        lock (_gate)
        {
            _release = true;
            DisposeIfUnused();
        }
    }

    private ScoringSession Enter()
    {
        lock (_gate)
        {
            _session ??= new ScoringSession(model, threads);
            _release = false;
            _users++;
            return _session;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _users--;
            DisposeIfUnused();
        }
    }

    private void DisposeIfUnused()
    {
        if (_release && _users == 0)
        {
            _session?.Dispose();
            _session = null;
        }
    }
}
