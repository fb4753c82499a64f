namespace FimNet.MLNet.Statistics;

/// <summary>
/// Turns a value into how surprising it is: the negative logarithm of the share of good values that are at least as high. Linear between knots;
/// beyond the last one the tail is taken for exponential.
/// </summary>
/// <param name="Values">The knots' values, ascending.</param>
/// <param name="Surprises">The knots' negative log shares, ascending from 0.</param>
internal sealed record TailCurve(float[] Values, float[] Surprises)
{
    private const double Step = 0.5;

    // A quantile with fewer values above it says more of these values than of the surface, unless there are hardly more at all.
    private const int FewestAbove = 40;
    private const int LeastShareAbove = 4;

    // The knots that decide the slope of what lies beyond them.
    private const int TailKnots = 4;

    private const float SmallestRise = 1e-3f;

    /// <summary>The slope left of the knot with that number, counting from 0; the one beyond the last knot is that of the last few knots together.</summary>
    public float SlopeAfter(int knot)
    {
        int last = Values.Length - 1;
        (int from, int to) = knot < last ? (knot, knot + 1) : (Math.Max(0, last - TailKnots + 1), last);
        return (Surprises[to] - Surprises[from]) / (Values[to] - Values[from]);
    }

    /// <param name="sample">Values of good surfaces, at least one; they are put in order.</param>
    public static TailCurve Fit(float[] sample)
    {
        Array.Sort(sample);
        var values = new List<float> { sample[0] };
        var surprises = new List<float> { 0 };
        int fewest = Math.Clamp(sample.Length / LeastShareAbove, 1, FewestAbove);
        for (double surprise = Step; Math.Exp(-surprise) * sample.Length >= fewest; surprise += Step)
        {
            float value = sample[(int)((1 - Math.Exp(-surprise)) * sample.Length)];
            if (value > values[^1])
            {
                values.Add(value);
                surprises.Add((float)surprise);
            }
        }

        if (values.Count == 1)
        {
            // Nothing is known of a surface without any variation: whatever differs is surprising.
            values.Add(sample[0] + MathF.Max(MathF.Abs(sample[0]), 1) * SmallestRise);
            surprises.Add((float)Step);
        }

        return new TailCurve([.. values], [.. surprises]);
    }
}
