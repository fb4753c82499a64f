using SkiaSharp;

namespace FimNet.MLNet.Imaging;

/// <summary>Small pictures for a page.</summary>
internal static class Thumbnail
{
    private static readonly SKWebpEncoderOptions Options = new(SKWebpEncoderCompression.Lossy, 70);

    /// <summary>The image, no longer than a number of pixels on either side; a smaller one stays as it is.</summary>
    public static RgbImage Shrink(RgbImage image, int longestSide)
    {
        double scale = (double)longestSide / Math.Max(image.Width, image.Height);
        if (scale >= 1)
        {
            return image;
        }

        (int width, int height) = (Shrink(image.Width, scale), Shrink(image.Height, scale));
        var rgba = new byte[4 * width * height];
        SkiaPixels.Use(image, pixmap => ScaleInto(pixmap, width, height, rgba));
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            rgba.AsSpan(4 * i, 3).CopyTo(pixels.AsSpan(3 * i));
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>A picture as the address of an img element: WebP, which every browser shows and which takes the least space.</summary>
    public static string ToDataUri(RgbImage picture)
    {
        using SKData data = SkiaPixels.Use(picture, pixmap => pixmap.Encode(Options))
            ?? throw new InvalidOperationException($"A picture of {picture.Width}x{picture.Height} pixels cannot be written as WebP.");
        return "data:image/webp;base64," + Convert.ToBase64String(data.AsSpan());
    }

    private static int Shrink(int side, double scale) => Math.Max(1, (int)Math.Round(scale * side));

    private static unsafe bool ScaleInto(SKPixmap source, int width, int height, byte[] rgba)
    {
        fixed (byte* pixels = rgba)
        {
            using var target = new SKPixmap(SkiaPixels.Layout(width, height), (IntPtr)pixels);

            // Medium is the quality that averages over the pixels that fall together.
            return source.ScalePixels(target, SKFilterQuality.Medium)
                ? true
                : throw new InvalidOperationException($"An image of {source.Width}x{source.Height} pixels cannot be shrunk to {width}x{height}.");
        }
    }
}
