using System.Buffers.Binary;
using FimNet.MLNet.Tests.Imaging;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Small files whose headers claim more pixels than are accepted, most of them more than memory can hold.</summary>
internal static class HugeClaims
{
    // Where the formats keep the sides.
    private const int BmpSides = 18;
    private const int GifSides = 6;
    private const int WebpSides = 24;

    public static IReadOnlyList<byte[]> All() =>
    [
        PngBytes.Write(int.MaxValue, 1, 8, PngBytes.Rgb, [1, 2, 3]),
        PngBytes.Write(1_000_000, 1_000_000, 8, PngBytes.Grey, []),
        PngBytes.Write(65_535, 65_535, 16, PngBytes.Rgba, []),
        PngBytes.Write(30_000, 30_000, 1, PngBytes.Grey, []),
        PngBytes.Write(16_385, 1, 8, PngBytes.Grey, new byte[16_385]),
        PngBytes.Write(1, 16_385, 8, PngBytes.Grey, new byte[16_385]),
        PngBytes.Write(10_001, 10_000, 1, PngBytes.Grey, []),
        Jpeg(Pictures.Jpeg, ushort.MaxValue, ushort.MaxValue),
        Jpeg(Pictures.Jpeg, 16_000, 16_000),
        Jpeg(Pictures.Cmyk, ushort.MaxValue, ushort.MaxValue),
        With(Pictures.Gif, GifSides, 0xFF, 0xFF, 0xFF, 0xFF),
        With(Pictures.AnimatedWebp, WebpSides, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
        With(Pictures.AnimatedWebp, WebpSides, 0xFF, 0x3F, 0, 0xFF, 0x3F, 0),
        Bmp(int.MaxValue, int.MaxValue),
        Bmp(int.MaxValue, 1),
        Bmp(40_000, 40_000),
        Bmp(16_000, 16_000),
        Bmp(int.MinValue, int.MinValue),
    ];

    private static byte[] Bmp(int width, int height)
    {
        byte[] copy = [.. Pictures.Bmp];
        BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(BmpSides), width);
        BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(BmpSides + sizeof(int)), height);
        return copy;
    }

    private static byte[] Jpeg(byte[] jpeg, ushort width, ushort height)
    {
        int frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        return With(jpeg, frame + 5, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
    }

    private static byte[] With(byte[] file, int place, params byte[] bytes)
    {
        byte[] copy = [.. file];
        bytes.CopyTo(copy, place);
        return copy;
    }
}
