namespace FimNet.MLNet.Tests.Golden;

/// <summary>The images whose scores stand beside the golden models.</summary>
internal static class GoldenImages
{
    /// <summary>Of the models' size, of twice and of half it: resizing by these factors is exact, so that it rounds alike on every processor.</summary>
    public static RgbImage[] All() => [Image(128, 64), Image(256, 128), Image(64, 32)];

    private static RgbImage Image(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)(90 + (i * 29 % 61) + (i / (3 * width) % 16 < 3 ? 70 : 0)))]);
}
