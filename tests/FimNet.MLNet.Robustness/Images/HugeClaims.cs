using System.Buffers.Binary;
using FimNet.MLNet.Tests.Imaging;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Small files whose headers claim more pixels than memory can hold.</summary>
internal static class HugeClaims
{
    public static IReadOnlyList<byte[]> All() =>
    [
        PngBytes.Write(int.MaxValue, 1, 8, PngBytes.Rgb, [1, 2, 3]),
        PngBytes.Write(1_000_000, 1_000_000, 8, PngBytes.Grey, []),
        PngBytes.Write(65_535, 65_535, 16, PngBytes.Rgba, []),
        PngBytes.Write(30_000, 30_000, 1, PngBytes.Grey, []),
        JpegBytes.WithSides(Pictures.Jpeg, ushort.MaxValue, ushort.MaxValue),
        JpegBytes.WithSides(JpegBytes.Cmyk(1, 2, 3, 4), ushort.MaxValue, ushort.MaxValue),
        GifBytes.Write(ushort.MaxValue, ushort.MaxValue, new byte[3 * GifBytes.Colours], [0]),
        WebpBytes.Animation(1 << 24, 1 << 24),
        Bmp(int.MaxValue, int.MaxValue),
        Bmp(int.MaxValue, 1),
        Bmp(40_000, 40_000),
        Bmp(int.MinValue, int.MinValue),
    ];

    private static byte[] Bmp(int width, int height)
    {
        byte[] copy = [.. Pictures.Bmp];
        BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(22), height);
        return copy;
    }
}
