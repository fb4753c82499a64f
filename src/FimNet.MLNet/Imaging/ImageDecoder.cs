using SkiaSharp;

namespace FimNet.MLNet.Imaging;

/// <summary>Turns the bytes of an image file into pixels, and refuses what decodes only in part.</summary>
/// <remarks>
/// ML.NET's own decoding accepts a truncated file and leaves the missing rows black, which a model would report as a defect.
/// Intact files decode to the same pixels in both. Orientation tags are ignored by both.
/// </remarks>
internal static class ImageDecoder
{
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call the image, such as its path.</param>
    /// <exception cref="ImageReadException">The bytes are not a complete image of a supported format.</exception>
    public static unsafe RgbImage Decode(byte[] bytes, string name)
    {
        fixed (byte* start = bytes)
        {
            using SKData data = SKData.Create((IntPtr)start, bytes.Length);
            using SKCodec codec = SKCodec.Create(data)
                ?? throw new ImageReadException($"The image '{name}' ({bytes.Length} bytes) {ReasonOfNoCodec(bytes)} Replace or remove it.");
            return Decode(codec, name, bytes.Length);
        }
    }

    /// <summary>Reads the size of an image from its header.</summary>
    /// <exception cref="ImageReadException">The file is missing or not an image.</exception>
    public static (int Width, int Height) ReadSize(string path)
    {
        using SKCodec codec = SKCodec.Create(path)
            ?? throw new ImageReadException($"The size of the image '{path}' cannot be read; it is missing, damaged or not a PNG, JPEG, BMP, GIF or WebP file. Replace or remove it.");
        return (codec.Info.Width, codec.Info.Height);
    }

    private static unsafe RgbImage Decode(SKCodec codec, string name, int length)
    {
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if (4L * width * height > Array.MaxLength)
        {
            throw new ImageReadException($"The image '{name}' claims {width}x{height} pixels, more than can be held in memory. Replace or remove it.");
        }

        SKAlphaType alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var rgba = new byte[4 * width * height];
        fixed (byte* pixels = rgba)
        {
            SKCodecResult result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha), (IntPtr)pixels);
            if (result != SKCodecResult.Success)
            {
                throw new ImageReadException(
                    $"The image '{name}' ({length} bytes, {codec.EncodedFormat}, {width}x{height}) is damaged or incomplete: decoding ended with {result}. Replace or remove it.");
            }
        }

        var rgb = new byte[3 * width * height];
        for (int source = 0, target = 0; source < rgba.Length; source += 4, target += 3)
        {
            rgb[target] = rgba[source];
            rgb[target + 1] = rgba[source + 1];
            rgb[target + 2] = rgba[source + 2];
        }

        return new RgbImage(width, height, rgb);
    }

    private static string ReasonOfNoCodec(byte[] bytes) => bytes.Length == 0
        ? "is empty."
        : "cannot be decoded; it is damaged or not a PNG, JPEG, BMP, GIF or WebP file.";
}
