using System.Buffers.Binary;

namespace FimNet.MLNet.Tests.Imaging;

/// <summary>Writes uncompressed 24-bit BMP files, which SkiaSharp reads but cannot write.</summary>
internal static class BmpBytes
{
    private const int HeaderLength = 54;

    public static byte[] Write(RgbImage image)
    {
        int stride = ((3 * image.Width) + 3) / 4 * 4;
        var file = new byte[HeaderLength + (stride * image.Height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), image.Height);
        file[26] = 1;
        file[28] = 24;
        for (int y = 0; y < image.Height; y++)
        {
            int target = HeaderLength + ((image.Height - 1 - y) * stride);
            for (int x = 0; x < image.Width; x++, target += 3)
            {
                ReadOnlySpan<byte> pixel = image.Pixels.Slice(3 * ((y * image.Width) + x), 3);
                (file[target], file[target + 1], file[target + 2]) = (pixel[2], pixel[1], pixel[0]);
            }
        }

        return file;
    }
}
