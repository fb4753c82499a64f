using System.Buffers.Binary;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Puts still WebP pictures together to an animated one.</summary>
internal static class WebpBytes
{
    private const int FileHeader = 12;

    /// <param name="width">Of all frames.</param>
    /// <param name="height">Of all frames.</param>
    /// <param name="frames">Still files.</param>
    public static byte[] Animation(int width, int height, params byte[][] frames)
    {
        byte[] sides = [.. Three(width - 1), .. Three(height - 1)];
        byte[] content =
        [
            .. "WEBP"u8,
            .. Chunk("VP8X"u8, [2, 0, 0, 0, .. sides]),
            .. Chunk("ANIM"u8, [0, 0, 0, 0, 0, 0]),
            .. frames.SelectMany(frame => Chunk("ANMF"u8, [0, 0, 0, 0, 0, 0, .. sides, .. Three(100), 0, .. frame[FileHeader..]])),
        ];
        return Chunk("RIFF"u8, content);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] chunk = [.. name, 0, 0, 0, 0, .. content, .. new byte[content.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), content.Length);
        return chunk;
    }

    private static byte[] Three(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];
}
