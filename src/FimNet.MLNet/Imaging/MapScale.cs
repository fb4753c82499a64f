namespace FimNet.MLNet;

/// <summary>Which values of an anomaly map have a colour map's first and last colour.</summary>
/// <remarks>
/// One absolute scale makes pictures of several images comparable; that around a model's <see cref="FimNetTransformer.PixelThreshold"/> is a good one. A scale of each map's own
/// shows the structure of a single map, but makes the most harmless image look as defective as any other. The default value is the scale from 0 to 0.
/// </remarks>
public readonly record struct MapScale
{
    private MapScale(float low, float high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The value that has the first colour, as have all below it, in units of the map.</summary>
    public float Low { get; }

    /// <summary>The value that has the last colour, as have all above it, in units of the map.</summary>
    public float High { get; }

    /// <summary>A scale between two given values.</summary>
    /// <param name="low">The value of the first colour, in units of the map: finite and below <paramref name="high"/>.</param>
    /// <param name="high">The value of the last colour, in units of the map: finite.</param>
    /// <returns>The scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or infinite, or <paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public static MapScale Absolute(float low, float high)
    {
        if (!float.IsFinite(high))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, "high must be finite.");
        }

        if (!float.IsFinite(low) || low >= high)
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, FormattableString.Invariant($"low must be finite and below high, which is {high}."));
        }

        return new MapScale(low, high);
    }

    /// <summary>A scale with a threshold in its middle, from half of it to one and a half of it; one that is not positive has room on both sides too.</summary>
    /// <param name="threshold">Usually <see cref="FimNetTransformer.PixelThreshold"/>, in units of the map: finite.</param>
    /// <returns>The scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN or infinite.</exception>
    public static MapScale Around(float threshold)
    {
        if (!float.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be finite.");
        }

        float half = Math.Max(Math.Abs(threshold) / 2, float.Epsilon * 1e6f);
        return new MapScale(Math.Max(threshold - half, float.MinValue), Math.Min(threshold + half, float.MaxValue));
    }

    /// <summary>The scale from the lowest to the highest value of a map.</summary>
    /// <param name="map">The map. All of a constant map has the first colour.</param>
    /// <returns>The scale; its ends are equal when the map is constant.</returns>
    public static MapScale OfMap(AnomalyMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in map.Values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return new MapScale(low, high);
    }

    /// <summary>Where a value lies: 0 up to <see cref="Low"/>, 1 from <see cref="High"/> on, linear in between.</summary>
    internal float Position(float value) =>
        value <= Low ? 0f : value >= High ? 1f : (float)(((double)value - Low) / ((double)High - Low));
}
