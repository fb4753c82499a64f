using System.Buffers.Binary;
using SkiaSharp;

namespace FimNet.MLNet.Tests.Imaging;

/// <summary>Writes animated files, which SkiaSharp reads but cannot write.</summary>
internal static class AnimationBytes
{
    // A code table that is never left to grow beyond its first width: literals 0 to 127, then "clear" and "end".
    private const int Clear = 128, End = 129, LiteralsPerClear = 100;

    /// <summary>A GIF of frames that are one colour each.</summary>
    public static byte[] Gif(int width, int height, params SKColor[] frames)
    {
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        file.Write([(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0xF6, 0, 0]);
        for (int i = 0; i < 128; i++)
        {
            SKColor colour = i < frames.Length ? frames[i] : SKColors.Black;
            file.Write([colour.Red, colour.Green, colour.Blue]);
        }

        for (int i = 0; i < frames.Length; i++)
        {
            file.Write([0x21, 0xF9, 4, 0, 10, 0, 0, 0]);
            file.Write([0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 7]);
            foreach (byte[] part in Codes((byte)i, width * height).Chunk(255))
            {
                file.WriteByte((byte)part.Length);
                file.Write(part);
            }

            file.WriteByte(0);
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }

    /// <summary>A WebP of frames that are one colour each.</summary>
    public static byte[] Webp(int width, int height, params SKColor[] frames)
    {
        byte[] size = [.. Int24(width - 1), .. Int24(height - 1)];
        byte[] content =
        [
            .. "WEBP"u8,
            .. Chunk("VP8X", [0x02, 0, 0, 0, .. size]),
            .. Chunk("ANIM", new byte[6]),
            .. frames.SelectMany(colour => Chunk("ANMF", [0, 0, 0, 0, 0, 0, .. size, .. Int24(100), 0, .. Still(width, height, colour)])),
        ];
        return Chunk("RIFF", content);
    }

    /// <summary>The chunk of pixels of a lossless WebP without its frame of "RIFF", length and "WEBP".</summary>
    private static byte[] Still(int width, int height, SKColor colour)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(colour);
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100));
        byte[] file = data.ToArray();
        int start = file.AsSpan().IndexOf("VP8L"u8);
        return file[start..];
    }

    private static IEnumerable<byte> Codes(byte literal, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % LiteralsPerClear == 0)
            {
                yield return Clear;
            }

            yield return literal;
        }

        yield return End;
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. name.Select(c => (byte)c), .. length, .. content, .. new byte[content.Length % 2]];
    }

    private static byte[] Int24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
