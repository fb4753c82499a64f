namespace FimNet.MLNet.Robustness.Images;

/// <summary>JPEG files of kinds that SkiaSharp reads but cannot write.</summary>
internal static class JpegBytes
{
    private const int BlockSide = 8;

    /// <summary>The same picture with a tag that says that it must be turned by 90 degrees to be seen upright.</summary>
    public static byte[] WithOrientation(byte[] jpeg) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];

    /// <summary>The same picture with a header that claims other sides.</summary>
    public static byte[] WithSides(byte[] jpeg, int width, int height)
    {
        byte[] copy = [.. jpeg];
        int frame = copy.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        (copy[frame + 5], copy[frame + 6], copy[frame + 7], copy[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return copy;
    }

    /// <summary>One block of one colour in cyan, magenta, yellow and black, each stored inverted as Adobe's programs do: 255 for no ink.</summary>
    public static byte[] Cmyk(params byte[] inks) =>
    [
        0xFF, 0xD8,
        0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, BlockSide * BlockSide),
        0xFF, 0xC0, 0, 20, 8, 0, BlockSide, 0, BlockSide, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,

        // Means: twelve codes of four bits, which are the numbers of the bits that follow. Everything else: one code of one bit, which says that there is nothing.
        0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
        0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0,
        .. Packed(string.Concat(inks.Select(Block))),
        0xFF, 0xD9,
    ];

    private static string Block(byte ink)
    {
        int mean = BlockSide * (ink - 128);
        int length = mean == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(mean));
        int bits = mean < 0 ? mean + (1 << length) - 1 : mean;
        return $"{length:b4}{(length == 0 ? "" : bits.ToString($"b{length}", System.Globalization.CultureInfo.InvariantCulture))}0";
    }

    private static IEnumerable<byte> Packed(string bits) => bits.Chunk(8)
        .Select(eight => Convert.ToByte(new string(eight).PadRight(8, '1'), 2))
        .SelectMany(value => value == 0xFF ? new byte[] { value, 0 } : [value]);
}
