namespace FimNet.MLNet.Imaging;

/// <summary>The inferno colour scale: black over purple and orange to pale yellow, of steadily rising lightness, so it reads without colour vision too.</summary>
internal static class HeatColours
{
    private static ReadOnlySpan<byte> Anchors =>
    [
        0, 0, 4,
        31, 12, 72,
        87, 16, 110,
        138, 34, 106,
        188, 55, 84,
        227, 89, 51,
        249, 141, 10,
        249, 201, 50,
        252, 255, 164,
    ];

    /// <param name="position">0 is the scale's start, 1 its end; values outside are clamped.</param>
    public static (float Red, float Green, float Blue) At(float position)
    {
        ReadOnlySpan<byte> anchors = Anchors;
        int intervals = (anchors.Length / 3) - 1;
        float scaled = Math.Clamp(position, 0f, 1f) * intervals;
        int lower = Math.Min((int)scaled, intervals - 1);
        float fraction = scaled - lower;
        ReadOnlySpan<byte> a = anchors.Slice(3 * lower, 3), b = anchors.Slice(3 * (lower + 1), 3);
        return (Mix(a[0], b[0], fraction), Mix(a[1], b[1], fraction), Mix(a[2], b[2], fraction));
    }

    private static float Mix(byte from, byte to, float fraction) => from + ((to - from) * fraction);
}
