using FimNet.MLNet.Imaging;
using FimNet.MLNet.Tests.Imaging;
using SkiaSharp;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Files of every format, and of every kind of it that a camera or a program for pictures writes.</summary>
internal static class Pictures
{
    private const int Width = 41;
    private const int Height = 29;
    private const int Colours = 128;

    // Skia's JPEG at quality 95 is as close as this on a smooth picture, and inks become light with some rounding.
    private const int LossyTolerance = 24;
    private const int InkTolerance = 4;

    private static readonly SKColor Teal = new(10, 120, 130);

    /// <summary>A smooth picture with whatever colour.</summary>
    public static RgbImage Rgb { get; } = Draw(Width, Height, (x, y) => [(byte)(5 * x), (byte)(8 * y), (byte)(100 + x + y)]);

    public static byte[] Png { get; } = PngOf(Rgb);

    public static byte[] Jpeg { get; } = Encoded(Rgb, pixmap => pixmap.Encode(SKEncodedImageFormat.Jpeg, 95));

    public static byte[] Cmyk { get; } = JpegBytes.Cmyk(2, 55, 155, 205, 0);

    public static byte[] Gif { get; } = AnimationBytes.Gif(Width, Height, Teal);

    public static byte[] AnimatedWebp { get; } = AnimationBytes.Webp(Width, Height, Teal, SKColors.Red);

    public static byte[] Bmp { get; } = BmpBytes.Write(Rgb);

    public static IReadOnlyList<Picture> All() => [.. Pngs(), .. Jpegs(), .. Webps(), .. Gifs(), new("BMP", "24 bits", Bmp, Rgb), .. Strips()];

    private static IEnumerable<Picture> Pngs()
    {
        RgbImage grey = Draw(Width, Height, (x, y) => Grey((byte)(6 * x + y)));
        byte[] levels = Greys(grey);
        yield return new("PNG", "RGB", Png, Rgb);
        yield return new("PNG", "grey", PngBytes.Write(Width, Height, 8, PngBytes.Grey, levels), grey);
        yield return new("PNG", "grey of 16 bits", PngBytes.Write(Width, Height, 16, PngBytes.Grey, Wide(levels)), grey);
        yield return new("PNG", "RGB of 16 bits", PngBytes.Write(Width, Height, 16, PngBytes.Rgb, Wide(Rgb.Pixels.ToArray())), Rgb);
        yield return new("PNG", "black and white", PngBytes.Write(16, 2, 1, PngBytes.Grey, [0xF0, 0x0F, 0x0F, 0xF0]), Draw(16, 2, (x, y) => Grey((x / 4 + y) % 2 == (x < 8 ? 0 : 1) ? byte.MaxValue : (byte)0)));

        // Nothing but wholly opaque and wholly transparent pixels, which become black.
        RgbImage holes = Draw(Width, Height, (x, y) => (x + y) % 3 == 0 ? Grey(0) : [(byte)(5 * x), (byte)(8 * y), 77]);
        yield return new("PNG", "transparent", PngBytes.Write(Width, Height, 8, PngBytes.Rgba, [.. Every((x, y) => [(byte)(5 * x), (byte)(8 * y), 77, Alpha(x, y)])]), holes);
        yield return new("PNG", "grey, transparent", PngBytes.Write(Width, Height, 8, PngBytes.GreyAlpha, [.. Every((x, y) => [(byte)(6 * x + y), Alpha(x, y)])]), Draw(Width, Height, (x, y) => Grey((x + y) % 3 == 0 ? (byte)0 : (byte)(6 * x + y))));
        yield return new("PNG", "palette", PngBytes.Write(Width, Height, 8, PngBytes.Palette, [.. Every((x, y) => [Index(x, y)])], Palette()), Indexed(Index));
        yield return new("PNG", "palette, transparent", PngBytes.Write(Width, Height, 8, PngBytes.Palette, [.. Every((x, y) => [Index(x, y)])], Palette(), [0]), Draw(Width, Height, (x, y) => Index(x, y) == 0 ? Grey(0) : Colour(Index(x, y))));
    }

    private static IEnumerable<Picture> Jpegs()
    {
        yield return new("JPEG", "RGB", Jpeg, Rgb, LossyTolerance);
        yield return new("JPEG", "with an orientation, which is not applied", JpegBytes.WithOrientation(Jpeg, orientation: 6), Rgb, LossyTolerance);
        yield return new("JPEG", "CMYK", Cmyk, Draw(16, 8, (_, _) => [200, 100, 50]), InkTolerance);
    }

    private static IEnumerable<Picture> Webps()
    {
        yield return new("WebP", "lossless", Webp(Rgb), Rgb);
        yield return new("WebP", "lossy", Encoded(Rgb, pixmap => pixmap.Encode(SKEncodedImageFormat.Webp, 95)), Rgb, LossyTolerance);
        yield return new("WebP", "animated, of which the first frame counts", AnimatedWebp, Plain());
    }

    private static IEnumerable<Picture> Gifs()
    {
        yield return new("GIF", "still", Gif, Plain());
        yield return new("GIF", "animated, of which the first frame counts", AnimationBytes.Gif(Width, Height, Teal, SKColors.Red, SKColors.Blue), Plain());
    }

    /// <summary>Pictures of one row, one column and one pixel.</summary>
    private static IEnumerable<Picture> Strips()
    {
        foreach ((int width, int height) in new[] { (5000, 1), (1, 5000), (1, 1) })
        {
            RgbImage strip = Draw(width, height, (x, y) => [(byte)x, (byte)y, 50]);
            yield return new("PNG", $"{width}x{height}", PngOf(strip), strip);
            yield return new("BMP", $"{width}x{height}", BmpBytes.Write(strip), strip);
            yield return new("WebP", $"{width}x{height}", Webp(strip), strip);
        }
    }

    private static byte[] PngOf(RgbImage image) => PngBytes.Write(image.Width, image.Height, 8, PngBytes.Rgb, image.Pixels.ToArray());

    private static byte[] Webp(RgbImage image) => Encoded(image, pixmap => pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50)));

    private static byte[] Encoded(RgbImage image, Func<SKPixmap, SKData> encode) => SkiaPixels.Use(image, pixmap =>
    {
        using SKData data = encode(pixmap);
        return data.ToArray();
    });

    private static RgbImage Plain() => Draw(Width, Height, (_, _) => [Teal.Red, Teal.Green, Teal.Blue]);

    private static RgbImage Indexed(Func<int, int, byte> index) => Draw(Width, Height, (x, y) => Colour(index(x, y)));

    private static RgbImage Draw(int width, int height, Func<int, int, byte[]> pixel) => new(width, height, [.. Every(width, height, pixel)]);

    private static IEnumerable<byte> Every(Func<int, int, byte[]> pixel) => Every(Width, Height, pixel);

    private static IEnumerable<byte> Every(int width, int height, Func<int, int, byte[]> pixel) =>
        Enumerable.Range(0, width * height).SelectMany(i => pixel(i % width, i / width));

    private static byte[] Grey(byte level) => [level, level, level];

    private static byte[] Greys(RgbImage image) => [.. image.Pixels.ToArray().Chunk(3).Select(pixel => pixel[0])];

    private static byte[] Wide(byte[] samples) => [.. samples.SelectMany(sample => new[] { sample, sample })];

    private static byte Alpha(int x, int y) => (x + y) % 3 == 0 ? (byte)0 : byte.MaxValue;

    private static byte Index(int x, int y) => (byte)((3 * x + y) % Colours);

    private static byte[] Palette() => [.. Enumerable.Range(0, Colours).SelectMany(i => Colour((byte)i))];

    private static byte[] Colour(byte index) => [(byte)(2 * index), (byte)(255 - 2 * index), index];
}
