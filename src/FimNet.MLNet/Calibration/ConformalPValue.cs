namespace FimNet.MLNet.Calibration;

/// <summary>How unusual a score is among those of good images.</summary>
internal static class ConformalPValue
{
    /// <summary>
    /// The share of good images, the one at hand counted among them, whose score is at least as high. Of good images that come from where the reference came
    /// from, at most a share p has a value of at most p.
    /// </summary>
    /// <param name="score">The score at hand.</param>
    /// <param name="ascending">Scores of good images, ascending.</param>
    /// <returns>Above 0, at most 1; NaN for a score that is NaN.</returns>
    public static float Of(float score, IReadOnlyList<float> ascending)
    {
        if (float.IsNaN(score))
        {
            return float.NaN;
        }

        int below = 0, above = ascending.Count;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (ascending[middle] < score)
            {
                below = middle + 1;
            }
            else
            {
                above = middle;
            }
        }

        // Rounded up, a value of 1/20 would be above 0.05, and nothing could reach that rate with 19 images.
        double value = (1.0 + ascending.Count - below) / (1.0 + ascending.Count);
        float rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }
}
