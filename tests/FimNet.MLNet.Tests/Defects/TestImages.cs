namespace FimNet.MLNet.Tests.Defects;

internal static class TestImages
{
    public static RgbImage Noise(int width, int height, int seed)
    {
        var pixels = new byte[3 * width * height];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    public static RgbImage Uniform(int width, int height, byte red, byte green, byte blue)
    {
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        }

        return new RgbImage(width, height, pixels);
    }

    public static void Add(this TemporaryFolder folder, string name, RgbImage image) => image.SavePng(folder.File(name, []));

    public static float[] ToFloats(ReadOnlySpan<byte> bytes)
    {
        var floats = new float[bytes.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = bytes[i];
        }

        return floats;
    }
}
