namespace FimNet.MLNet.Imaging;

/// <summary>The two neighbours, along one axis, that a resized pixel is interpolated from, and the share of the second.</summary>
internal readonly record struct BilinearTap(int First, int Second, float Share)
{
    /// <summary>A value between two finite ones; between equal ones exactly these.</summary>
    public float Mix(float first, float second) => (float)(first + (((double)second - first) * Share));

    /// <summary>The taps of all pixels of an axis: pixel centres correspond, positions beyond the outer centres repeat the border.</summary>
    public static BilinearTap[] Along(int sourceLength, int targetLength)
    {
        var taps = new BilinearTap[targetLength];
        for (int i = 0; i < targetLength; i++)
        {
            double position = Math.Clamp(((i + 0.5) * sourceLength / targetLength) - 0.5, 0, sourceLength - 1);
            int first = (int)position;
            taps[i] = new BilinearTap(first, Math.Min(first + 1, sourceLength - 1), (float)(position - first));
        }

        return taps;
    }
}
