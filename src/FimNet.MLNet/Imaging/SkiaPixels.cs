using SkiaSharp;

namespace FimNet.MLNet.Imaging;

/// <summary>Lends an image's pixels to Skia.</summary>
internal static class SkiaPixels
{
    /// <param name="image">The image.</param>
    /// <param name="use">What to do with a copy of its pixels, which is gone afterwards.</param>
    public static unsafe T Use<T>(RgbImage image, Func<SKPixmap, T> use)
    {
        byte[] rgba = image.ToRgba();
        fixed (byte* pixels = rgba)
        {
            using var pixmap = new SKPixmap(Layout(image.Width, image.Height), (IntPtr)pixels);
            return use(pixmap);
        }
    }

    public static SKImageInfo Layout(int width, int height) => new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
}
