using System.Buffers;
using SkiaSharp;

namespace FimNet.MLNet.Imaging;

/// <summary>Turns the bytes of an image file into pixels, and refuses what decodes only in part.</summary>
/// <remarks>
/// ML.NET's own decoding accepts a truncated file and leaves the missing rows black, which a model would report as a defect.
/// Intact files decode to the same pixels in both. Orientation tags and colour profiles are ignored by both.
/// </remarks>
internal static class ImageDecoder
{
    private const string Formats = "a PNG, JPEG, BMP, GIF or WebP file";

    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call the image, such as its path.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="spent">An image that nobody uses any more, whose memory may be used again.</param>
    /// <exception cref="ImageReadException">The bytes are not a complete image of a supported format, or it is too large.</exception>
    public static unsafe RgbImage Decode(ReadOnlySpan<byte> bytes, string name, ImageLimits limits, RgbImage? spent = null)
    {
        fixed (byte* start = bytes)
        {
            if (start is null)
            {
                throw Refused(name, "is empty.");
            }

            using SKData data = SKData.Create((IntPtr)start, bytes.Length);
            using SKCodec? codec = SKCodec.Create(data);
            if (codec is null || !IsSupported(codec))
            {
                throw Refused(name, $"({bytes.Length} bytes) cannot be decoded; it is damaged or not {Formats}.");
            }

            if (limits.Refusal(codec.Info.Width, codec.Info.Height, codec.FrameCount) is { } refusal)
            {
                throw Refused(name, $"({bytes.Length} bytes) {refusal}");
            }

            return Decode(codec, name, bytes.Length, spent);
        }
    }

    /// <summary>Reads the size of an image from its header.</summary>
    /// <exception cref="ImageReadException">The file is missing, too large or not an image.</exception>
    public static (int Width, int Height) ReadSize(string path, ImageLimits? limits)
    {
        using SKCodec? codec = SKCodec.Create(path);
        if (codec is null || !IsSupported(codec))
        {
            throw Refused(path, $"has no size that can be read; it is missing, damaged or not {Formats}.");
        }

        if (limits?.Refusal(codec.Info.Width, codec.Info.Height, codec.FrameCount) is { } refusal)
        {
            throw Refused(path, refusal);
        }

        return (codec.Info.Width, codec.Info.Height);
    }

    /// <summary>Skia knows more formats. One of them, WBMP, is whatever begins with two zero bytes.</summary>
    private static bool IsSupported(SKCodec codec) =>
        codec.EncodedFormat is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Webp;

    private static unsafe RgbImage Decode(SKCodec codec, string name, int length, RgbImage? spent)
    {
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        SKAlphaType alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        byte[] rgba = ArrayPool<byte>.Shared.Rent(4 * width * height);
        try
        {
            // Rented memory holds another image, and what a frame does not cover is transparent.
            Span<byte> target = rgba.AsSpan(0, 4 * width * height);
            target.Clear();
            fixed (byte* pixels = target)
            {
                SKCodecResult result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha), (IntPtr)pixels);
                if (result != SKCodecResult.Success)
                {
                    throw Refused(name, $"({length} bytes, {codec.EncodedFormat}, {width}x{height}) is damaged or incomplete: decoding ended with {result}.");
                }
            }

            return RgbImage.FromRgba(width, height, target, spent);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgba);
        }
    }

    private static ImageReadException Refused(string name, string what) => new($"The image '{name}' {what} Replace or remove it.") { FileName = name };
}
