namespace FimNet.MLNet.Training;

/// <summary>Quantiles of a sample.</summary>
internal static class Quantile
{
    /// <summary>The quantile with linear interpolation between order statistics (Hyndman and Fan's type 7).</summary>
    /// <param name="ascending">At least one value, in ascending order.</param>
    /// <param name="probability">0 to 1.</param>
    public static float Linear(IReadOnlyList<float> ascending, double probability)
    {
        double position = probability * (ascending.Count - 1);
        int below = (int)Math.Floor(position);
        int above = Math.Min(below + 1, ascending.Count - 1);
        return (float)(ascending[below] + (position - below) * (ascending[above] - ascending[below]));
    }
}
