namespace FimNet.MLNet;

/// <summary>An 8-bit sRGB colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct RgbColour(byte Red, byte Green, byte Blue)
{
    internal static RgbColour White { get; } = new(255, 255, 255);

    internal void CopyTo(Span<byte> rgb) => (rgb[0], rgb[1], rgb[2]) = (Red, Green, Blue);
}
