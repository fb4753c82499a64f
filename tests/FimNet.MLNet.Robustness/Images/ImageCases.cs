using FimNet.MLNet.Imaging;
using FimNet.MLNet.Tests.Imaging;
using SkiaSharp;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Files of every format that can be made here, cut at every byte, and with bits flipped.</summary>
internal static class ImageCases
{
    private const int Width = 41;
    private const int Height = 29;
    private const int Seed = 20261124;

    public static IEnumerable<CaseClass> All()
    {
        var picture = new RgbImage(Width, Height, [.. Enumerable.Range(0, 3 * Width * Height).Select(i => (byte)((i * 73) ^ (i >> 3)))]);
        (string Name, byte[] File)[] files =
        [
            ("PNG", PngBytes.Write(Width, Height, 8, PngBytes.Rgb, picture.Pixels.ToArray())),
            ("BMP", BmpBytes.Write(picture)),
            ("JPEG", Encoded(picture, SKEncodedImageFormat.Jpeg)),
            ("WebP", Encoded(picture, SKEncodedImageFormat.Webp)),
        ];
        foreach ((string name, byte[] file) in files)
        {
            byte[] whole = Decode(file);
            yield return new($"{name}, cut at every byte", file.Length, length => Cut(file[..length], whole));
            yield return new($"{name}, bits flipped", 3000, number => Flipped(file, number));
        }
    }

    /// <summary>A file may lack padding at its end; what decodes must be the whole picture.</summary>
    private static Outcome Cut(byte[] file, byte[] whole)
    {
        try
        {
            return Decode(file).AsSpan().SequenceEqual(whole) ? Outcome.Accepted : Outcome.Failed;
        }
        catch (ImageReadException)
        {
            return Outcome.Refused;
        }
    }

    private static Outcome Flipped(byte[] file, int number)
    {
        var random = new Random(unchecked(Seed + 104_729 * number));
        byte[] copy = [.. file];
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }

        try
        {
            RgbImage image = ImageDecoder.Decode(copy, "the case");
            return image.Pixels.Length == 3 * image.Width * image.Height ? Outcome.Accepted : Outcome.Failed;
        }
        catch (ImageReadException)
        {
            return Outcome.Refused;
        }
    }

    private static byte[] Decode(byte[] file) => ImageDecoder.Decode(file, "the case").Pixels.ToArray();

    private static byte[] Encoded(RgbImage picture, SKEncodedImageFormat format) => SkiaPixels.Use(picture, pixmap =>
    {
        using SKData data = pixmap.Encode(format, 95);
        return data.ToArray();
    });
}
