using System.Numerics;

namespace FimNet.MLNet.Numerics;

/// <summary>Quantiles of a sample.</summary>
internal static class Quantile
{
    /// <summary>The quantile with linear interpolation between order statistics (Hyndman and Fan's type 7).</summary>
    /// <param name="ascending">At least one value, in ascending order.</param>
    /// <param name="probability">0 to 1.</param>
    public static T Linear<T>(IReadOnlyList<T> ascending, double probability)
        where T : IFloatingPoint<T>
    {
        double position = probability * (ascending.Count - 1);
        int below = (int)Math.Floor(position);
        int above = Math.Min(below + 1, ascending.Count - 1);
        double value = double.CreateChecked(ascending[below]);
        return T.CreateChecked(value + ((position - below) * (double.CreateChecked(ascending[above]) - value)));
    }
}
