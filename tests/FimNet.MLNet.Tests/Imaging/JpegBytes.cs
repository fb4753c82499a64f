using System.Buffers.Binary;

namespace FimNet.MLNet.Tests.Imaging;

/// <summary>Writes and changes JPEG files in ways that SkiaSharp does not offer.</summary>
internal static class JpegBytes
{
    private const int Block = 8;

    /// <summary>A baseline JPEG of four components, as Adobe's programs write CMYK: one colour all over, stored inverted.</summary>
    /// <param name="blocks">Width in blocks of 8 pixels; the height is 8 pixels.</param>
    /// <param name="ink">Cyan, magenta, yellow and black, 0 for none to 255 for all.</param>
    public static byte[] Cmyk(int blocks, params byte[] ink)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);

        // Every frequency is divided by 1; only the mean of a block is coded.
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(file, 0xC0, [8, 0, Block, 0, (byte)(Block * blocks), 4, .. Enumerable.Range(1, 4).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })]);

        // Twelve codes of four bits for the number of bits of a difference of means; one code of one bit for "no more frequencies".
        Segment(file, 0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        Segment(file, 0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Segment(file, 0xDA, [4, .. Enumerable.Range(1, 4).SelectMany(id => new byte[] { (byte)id, 0 }), 0, 63, 0]);
        file.Write(Scan(blocks, ink));
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    /// <summary>The same file with an Exif tag that says how a viewer should turn the picture.</summary>
    /// <param name="jpeg">A JPEG.</param>
    /// <param name="orientation">1 to 8; 6 is a quarter turn clockwise.</param>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        using var file = new MemoryStream();
        file.Write(jpeg, 0, 2);
        Segment(file, 0xE1, [.. "Exif"u8, 0, 0, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        file.Write(jpeg, 2, jpeg.Length - 2);
        return file.ToArray();
    }

    private static byte[] Scan(int blocks, byte[] ink)
    {
        var bits = new List<bool>();
        for (int block = 0; block < blocks; block++)
        {
            foreach (byte value in ink)
            {
                // A block's mean is coded as its difference from the block before, times eight.
                int difference = block == 0 ? Block * (255 - value - 128) : 0;
                int size = difference == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(difference));
                Add(size, 4);
                Add(difference < 0 ? difference + (1 << size) - 1 : difference, size);
                Add(0, 1);
            }
        }

        while (bits.Count % 8 != 0)
        {
            bits.Add(true);
        }

        // A byte of ones would begin a marker and is followed by a zero.
        return [.. bits.Chunk(8).Select(chunk => (byte)chunk.Aggregate(0, (sum, bit) => (2 * sum) + (bit ? 1 : 0))).SelectMany(b => b == 0xFF ? new byte[] { b, 0 } : [b])];

        void Add(int value, int count)
        {
            for (int i = count - 1; i >= 0; i--)
            {
                bits.Add(((value >> i) & 1) == 1);
            }
        }
    }

    private static void Segment(MemoryStream file, byte marker, byte[] content)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        file.Write([0xFF, marker]);
        file.Write(length);
        file.Write(content);
    }
}
