namespace FimNet.MLNet.Calibration;

/// <summary>The largest whole number of a count that is at most a share of it.</summary>
internal static class WholeShare
{
    public static long Of(double share, long count)
    {
        // A share of 0.29 and a count of 100 make 29, whatever the rounding.
        double tolerance = 1e-9 + (1e-15 * count);
        return (long)Math.Floor((share * count) + tolerance);
    }
}
