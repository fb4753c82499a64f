using System.Buffers.Binary;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Writes GIF files of one frame or more, which SkiaSharp reads but cannot write.</summary>
internal static class GifBytes
{
    public const int Colours = 128;

    private const byte MinimumCodeSize = 7;
    private const byte Clear = Colours;
    private const byte End = Colours + 1;

    // With fewer codes between two clear codes, all of them have eight bits, and nothing is compressed.
    private const int CodesBetweenClears = 100;
    private const int LongestBlock = 255;

    /// <param name="width">Of all frames.</param>
    /// <param name="height">Of all frames.</param>
    /// <param name="palette">Three bytes a colour.</param>
    /// <param name="frames">A number of a colour for each pixel.</param>
    public static byte[] Write(int width, int height, byte[] palette, params byte[][] frames)
    {
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        Sides(file, width, height);
        file.Write([0x80 | 0x70 | (MinimumCodeSize - 1), 0, 0]);
        file.Write(palette);
        foreach (byte[] frame in frames)
        {
            file.Write([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0]);
            Sides(file, width, height);
            file.Write([0, MinimumCodeSize]);
            foreach (byte[] block in Codes(frame).Chunk(LongestBlock))
            {
                file.WriteByte((byte)block.Length);
                file.Write(block);
            }

            file.WriteByte(0);
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }

    private static IEnumerable<byte> Codes(byte[] frame) => frame.Chunk(CodesBetweenClears).SelectMany(pixels => pixels.Prepend(Clear)).Append(End);

    private static void Sides(MemoryStream file, int width, int height)
    {
        Span<byte> sides = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(sides, (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(sides[2..], (ushort)height);
        file.Write(sides);
    }
}
