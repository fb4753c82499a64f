namespace FimNet.MLNet;

/// <summary>An 8-bit sRGB colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct RgbColour(byte Red, byte Green, byte Blue)
{
    internal static RgbColour Black { get; } = new(0, 0, 0);

    internal static RgbColour White { get; } = new(255, 255, 255);

    /// <summary>Black or white, whichever stands out from this colour.</summary>
    internal RgbColour Contrast => (0.2126f * Red) + (0.7152f * Green) + (0.0722f * Blue) < 127.5f ? White : Black;

    internal void CopyTo(Span<byte> rgb) => (rgb[0], rgb[1], rgb[2]) = (Red, Green, Blue);
}
