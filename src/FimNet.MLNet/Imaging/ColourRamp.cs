namespace FimNet.MLNet.Imaging;

/// <summary>Colours between evenly spaced anchors.</summary>
internal sealed class ColourRamp
{
    private readonly byte[] _anchors;

    /// <param name="anchors">At least two colours from start to end, each as six hexadecimal digits: red, green, blue.</param>
    public ColourRamp(string anchors) => _anchors = Convert.FromHexString(anchors);

    /// <param name="position">0 is the ramp's start, 1 its end; values outside are clamped.</param>
    public (float Red, float Green, float Blue) At(float position)
    {
        int intervals = (_anchors.Length / 3) - 1;
        float scaled = Math.Clamp(position, 0f, 1f) * intervals;
        int lower = Math.Min((int)scaled, intervals - 1);
        float fraction = scaled - lower;
        ReadOnlySpan<byte> a = _anchors.AsSpan(3 * lower, 3), b = _anchors.AsSpan(3 * (lower + 1), 3);
        return (Mix(a[0], b[0], fraction), Mix(a[1], b[1], fraction), Mix(a[2], b[2], fraction));
    }

    /// <summary>The nearest 8-bit colour.</summary>
    public RgbColour ColourAt(float position)
    {
        (float red, float green, float blue) = At(position);
        return new RgbColour((byte)(red + 0.5f), (byte)(green + 0.5f), (byte)(blue + 0.5f));
    }

    private static float Mix(byte from, byte to, float fraction) => from + ((to - from) * fraction);
}
