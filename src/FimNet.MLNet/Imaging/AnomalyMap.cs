namespace FimNet.MLNet;

/// <summary>An anomaly map with its size: what a scored view's map column holds, ready to be drawn or searched for defect regions.</summary>
public sealed class AnomalyMap
{
    private readonly ReadOnlyMemory<float> _values;

    /// <summary>Wraps values that the caller hands over and no longer changes.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="values"><paramref name="height"/> x <paramref name="width"/> finite values, row by row; higher is more anomalous.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">There is another number of values than the sides say, or one is NaN or infinite.</exception>
    public AnomalyMap(int width, int height, ReadOnlyMemory<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (values.Length != (long)width * height)
        {
            throw new ArgumentException($"A map of {width}x{height} has {(long)width * height} values, but {values.Length} were given.", nameof(values));
        }

        ReadOnlySpan<float> span = values.Span;
        for (int i = 0; i < span.Length; i++)
        {
            if (!float.IsFinite(span[i]))
            {
                throw new ArgumentException($"The map holds {span[i]} at column {i % width}, row {i / width}; only finite values can be drawn or searched.", nameof(values));
            }
        }

        Width = width;
        Height = height;
        _values = values;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The values, row by row from the top left.</summary>
    public ReadOnlySpan<float> Values => _values.Span;
}
