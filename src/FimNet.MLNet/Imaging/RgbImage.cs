using FimNet.MLNet.Imaging;
using Microsoft.ML.Data;

namespace FimNet.MLNet;

/// <summary>An immutable 8-bit RGB image: interleaved red, green, blue bytes, row by row from the top left, without padding.</summary>
public sealed class RgbImage
{
    private readonly byte[] _pixels;

    /// <summary>Wraps pixels that the caller hands over and no longer changes.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="pixels"><paramref name="height"/> x <paramref name="width"/> x 3 bytes in the order R, G, B.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">The number of bytes does not fit the sides.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"An RGB image of {width}x{height} has {3L * width * height} bytes, but {pixels.Length} were given.", nameof(pixels));
        }

        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary><see cref="Height"/> x <see cref="Width"/> x 3 bytes in the order R, G, B.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The same bytes for code that needs memory rather than a span, such as a tensor over them.</summary>
    internal byte[] Buffer => _pixels;

    internal bool SameSizeAs(RgbImage other) => Width == other.Width && Height == other.Height;

    /// <summary>Reads a PNG, JPEG, BMP, GIF (first frame) or WebP (first frame) file, whatever its name.</summary>
    /// <remarks>docs/images.md says what becomes of every kind of file.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest file that is accepted; <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    /// <returns>The image as 8-bit RGB: grey is replicated, palettes are resolved, 16 bits are reduced to 8, transparency is composited on black.</returns>
    /// <exception cref="ImageReadException">The file is missing, empty, damaged, incomplete, too large or of another format.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public static RgbImage Load(string path, ImageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        limits ??= ImageLimits.Default;
        limits.Validate();
        return ImageFile.Load(path, limits);
    }

    /// <summary>Copies the pixels of an ML.NET image, whatever its channel order; transparency stays composited on black.</summary>
    /// <param name="image">The image; it is neither changed nor disposed.</param>
    /// <returns>A copy as RGB bytes.</returns>
    public static RgbImage FromMLImage(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return FromMLImage(image, spent: null);
    }

    /// <summary>The same, in the memory of an image of the same size that nobody uses any more.</summary>
    internal static RgbImage FromMLImage(MLImage image, RgbImage? spent)
    {
        RgbImage target = OfSize(image.Width, image.Height, spent);
        CopyRgb(image, target._pixels);
        return target;
    }

    /// <summary>Takes red, green and blue of four bytes a pixel.</summary>
    /// <param name="spent">As in <see cref="FromMLImage(MLImage, RgbImage?)"/>.</param>
    internal static RgbImage FromRgba(int width, int height, ReadOnlySpan<byte> rgba, RgbImage? spent)
    {
        RgbImage target = OfSize(width, height, spent);
        CopyRgb(rgba, red: 0, blue: 2, target._pixels);
        return target;
    }

    /// <summary>Creates an ML.NET image of the same pixels, fully opaque. The caller disposes it.</summary>
    /// <returns>A new image in the Rgba32 format.</returns>
    public MLImage ToMLImage() => MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, ToRgba());

    /// <summary>Writes the image as PNG: to a temporary name first, then moved into place.</summary>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void SavePng(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, temporary => PngEncoder.Write(this, temporary));
    }

    /// <summary>The pixels with a fourth byte each, fully opaque.</summary>
    internal byte[] ToRgba()
    {
        var rgba = new byte[4L * Width * Height];
        for (int source = 0, target = 0; source < _pixels.Length; source += 3, target += 4)
        {
            rgba[target] = _pixels[source];
            rgba[target + 1] = _pixels[source + 1];
            rgba[target + 2] = _pixels[source + 2];
            rgba[target + 3] = byte.MaxValue;
        }

        return rgba;
    }

    private static void CopyRgb(MLImage image, Span<byte> rgb)
    {
        ReadOnlySpan<byte> source = image.Pixels;
        (int red, int blue) = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => (0, 2),
            MLPixelFormat.Bgra32 => (2, 0),
            _ => throw new NotSupportedException($"The pixel format {image.PixelFormat} is neither Rgba32 nor Bgra32."),
        };

        CopyRgb(source, red, blue, rgb);
    }

    private static void CopyRgb(ReadOnlySpan<byte> source, int red, int blue, Span<byte> rgb)
    {
        int target = 0;
        for (int i = 0; i < source.Length; i += 4)
        {
            rgb[target] = source[i + red];
            rgb[target + 1] = source[i + 1];
            rgb[target + 2] = source[i + blue];
            target += 3;
        }
    }

    private static RgbImage OfSize(int width, int height, RgbImage? spent) =>
        spent is not null && spent.Width == width && spent.Height == height ? spent : new RgbImage(width, height, new byte[3L * width * height]);
}
