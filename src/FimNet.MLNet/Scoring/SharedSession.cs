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

    /// <exception cref="ModelFormatException">The graph cannot be loaded or run, or its scores or maps are not finite.</exception>
    public ImageScores[] Run(IReadOnlyList<RgbImage> images, ScoreBuffers buffers, bool reconstruct)
    {
        ScoringSession session = Enter();
        try
        {
            return Finite(session.Run(images, buffers, reconstruct));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>One of another model, with as many threads a run.</summary>
    public SharedSession Of(FimNetModel other) => new(other, threads);

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

    /// <summary>A score or a pixel of the map that is no number would be below every threshold, and so pass as good.</summary>
    private static ImageScores[] Finite(ImageScores[] scores)
    {
        ImageScores? wrong = Array.Find(scores, image => !float.IsFinite(image.Score) || !AreFinite(image.Map.Span));
        return wrong is null
            ? scores
            : throw new ModelFormatException($"The model gives an image the score {wrong.Score}, or a map of values that are no numbers. Its weights are damaged, or its training diverged; save the model again, or train it again.");
    }

    private static bool AreFinite(ReadOnlySpan<float> map)
    {
        foreach (float value in map)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
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
