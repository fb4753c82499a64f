using Microsoft.ML.Data;
using SkiaSharp;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class RgbImageLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Grey_png_is_replicated() =>
        Expect(PngBytes.Write(2, 2, 8, PngBytes.Grey, [0, 100, 127, 255]), 0, 0, 0, 100, 100, 100, 127, 127, 127, 255, 255, 255);

    [TestMethod]
    public void One_bit_png_is_black_and_white() =>
        Expect(PngBytes.Write(3, 1, 1, PngBytes.Grey, [0b1010_0000]), 255, 255, 255, 0, 0, 0, 255, 255, 255);

    [TestMethod]
    public void Rgb_png_keeps_its_bytes() =>
        Expect(PngBytes.Write(2, 1, 8, PngBytes.Rgb, [1, 2, 3, 250, 0, 128]), 1, 2, 3, 250, 0, 128);

    [TestMethod]
    public void Palette_png_is_resolved() =>
        Expect(PngBytes.Write(3, 1, 8, PngBytes.Palette, [2, 0, 1], [9, 8, 7, 0, 255, 0, 200, 100, 50]), 200, 100, 50, 9, 8, 7, 0, 255, 0);

    [TestMethod]
    public void Palette_png_with_transparency_is_composited_on_black() =>
        Expect(PngBytes.Write(2, 1, 8, PngBytes.Palette, [0, 1], [200, 100, 50, 200, 100, 50], [255, 0]), 200, 100, 50, 0, 0, 0);

    [TestMethod]
    public void Grey_alpha_png_is_composited_on_black() =>
        Expect(PngBytes.Write(3, 1, 8, PngBytes.GreyAlpha, [200, 255, 200, 51, 200, 0]), 200, 200, 200, 40, 40, 40, 0, 0, 0);

    [TestMethod]
    public void Rgba_png_is_composited_on_black() =>
        Expect(PngBytes.Write(3, 1, 8, PngBytes.Rgba, [250, 100, 50, 255, 250, 100, 50, 51, 250, 100, 50, 0]), 250, 100, 50, 50, 20, 10, 0, 0, 0);

    [TestMethod]
    public void Sixteen_bit_grey_png_keeps_the_high_byte() =>
        Expect(PngBytes.Write(3, 1, 16, PngBytes.Grey, [0, 0, 0x80, 0x80, 0xFF, 0xFF]), 0, 0, 0, 128, 128, 128, 255, 255, 255);

    [TestMethod]
    public void Sixteen_bit_rgb_png_keeps_the_high_bytes() =>
        Expect(PngBytes.Write(1, 1, 16, PngBytes.Rgb, [0x10, 0x10, 0x80, 0x80, 0xFF, 0xFF]), 16, 128, 255);

    [TestMethod]
    public void Bmp_keeps_its_bytes()
    {
        RgbImage image = Pattern(5, 3);
        Expect(BmpBytes.Write(image), image.Pixels.ToArray());
    }

    [TestMethod]
    public void Colour_jpeg_is_close_to_what_was_compressed()
    {
        byte[] pixels = Load(Encode(Flat(16, 16, new SKColor(200, 100, 50)), SKEncodedImageFormat.Jpeg)).Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i += 3)
        {
            Assert.AreEqual(200, pixels[i], 3.0);
            Assert.AreEqual(100, pixels[i + 1], 3.0);
            Assert.AreEqual(50, pixels[i + 2], 3.0);
        }
    }

    [TestMethod]
    public void Grey_jpeg_has_equal_channels()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Gray8));
        bitmap.Erase(new SKColor(90, 90, 90));
        byte[] pixels = Load(Encode(bitmap, SKEncodedImageFormat.Jpeg)).Pixels.ToArray();
        Assert.HasCount(3 * 16 * 16, pixels);
        Assert.IsTrue(pixels.All(value => Math.Abs(value - 90) <= 2));
    }

    [TestMethod]
    public void The_last_partly_filled_blocks_of_a_jpeg_are_read()
    {
        RgbImage image = Load(Encode(Flat(13, 7, new SKColor(90, 90, 90)), SKEncodedImageFormat.Jpeg));
        Assert.AreEqual((13, 7), (image.Width, image.Height));
        Assert.IsTrue(image.Pixels.ToArray().All(value => Math.Abs(value - 90) <= 3));
    }

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Png)]
    [DataRow(SKEncodedImageFormat.Jpeg)]
    [DataRow(SKEncodedImageFormat.Webp)]
    public void Pixels_are_those_of_ML_NETs_own_decoding(SKEncodedImageFormat format)
    {
        byte[] bytes = Encode(Translucent(37, 23), format);
        using var stream = new MemoryStream(bytes);
        using MLImage expected = MLImage.CreateFromStream(stream);
        CollectionAssert.AreEqual(RgbImage.FromMLImage(expected).Pixels.ToArray(), Load(bytes).Pixels.ToArray());
    }

    [TestMethod]
    public void A_saved_image_loads_as_it_was()
    {
        RgbImage image = Pattern(19, 11);
        string path = Path.Combine(_folder.Root, "image.png");
        image.SavePng(path);
        CollectionAssert.AreEqual(image.Pixels.ToArray(), RgbImage.Load(path).Pixels.ToArray());
        Assert.HasCount(1, Directory.GetFiles(_folder.Root));
    }

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Png)]
    [DataRow(SKEncodedImageFormat.Jpeg)]
    [DataRow(SKEncodedImageFormat.Webp)]
    public void A_file_cut_anywhere_is_refused_by_name(SKEncodedImageFormat format)
    {
        byte[] bytes = Encode(Translucent(64, 64), format);
        foreach (int length in new[] { 1, 20, bytes.Length / 4, bytes.Length / 2, bytes.Length * 9 / 10, bytes.Length - 60 })
        {
            Refuses(bytes[..length]);
        }
    }

    [TestMethod]
    public void A_cut_bmp_is_refused() => Refuses(BmpBytes.Write(Pattern(20, 20))[..600]);

    [TestMethod]
    public void A_png_whose_data_were_altered_is_refused()
    {
        byte[] bytes = PngBytes.Write(40, 40, 8, PngBytes.Rgb, Pattern(40, 40).Pixels.ToArray());
        bytes[bytes.Length / 2] ^= 0xFF;
        Refuses(bytes);
    }

    [TestMethod]
    public void A_png_of_fewer_rows_than_its_header_says_is_refused()
    {
        byte[] bytes = PngBytes.Write(8, 16, 8, PngBytes.Grey, new byte[128]);
        byte[] short8 = PngBytes.Write(8, 8, 8, PngBytes.Grey, new byte[64]);
        Refuses([.. bytes[..33], .. short8[33..]]);
    }

    [TestMethod]
    public void A_png_that_claims_an_enormous_size_is_refused() =>
        StringAssert.Contains(Refuses(PngBytes.Write(50_000, 50_000, 8, PngBytes.Grey, new byte[50_000])).Message, "50000x50000", StringComparison.Ordinal);

    [TestMethod]
    public void An_empty_file_is_refused() => StringAssert.Contains(Refuses([]).Message, "is empty", StringComparison.Ordinal);

    [TestMethod]
    public void A_text_file_is_refused() => Refuses("not an image at all"u8.ToArray());

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8 }, DisplayName = "WBMP")]
    [DataRow(new byte[] { 0, 0, 1, 1, 0x80, 0, 0, 0 }, DisplayName = "the beginning of a raw dump, which could be WBMP")]
    public void A_format_that_is_not_promised_is_refused_though_it_could_be_decoded(byte[] bytes)
    {
        using (SKData data = SKData.CreateCopy(bytes))
        using (SKCodec? codec = SKCodec.Create(data))
        {
            Assert.AreEqual(SKEncodedImageFormat.Wbmp, codec?.EncodedFormat, "the bytes must be what the test takes them for");
        }

        StringAssert.Contains(Refuses(bytes).Message, "PNG, JPEG, BMP, GIF or WebP", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_png_whose_first_bytes_were_cleared_is_refused()
    {
        byte[] bytes = PngBytes.Write(40, 40, 8, PngBytes.Rgb, Pattern(40, 40).Pixels.ToArray());
        bytes.AsSpan(0, 2).Clear();
        Refuses(bytes);
    }

    [TestMethod]
    public void A_file_of_the_longest_name_is_written_and_read_and_nothing_else_is_left()
    {
        string name = new string('表', 82) + ".png";
        RgbImage image = Pattern(19, 11);
        image.SavePng(Path.Combine(_folder.Root, name));
        CollectionAssert.AreEqual(new[] { name }, Directory.GetFiles(_folder.Root).Select(Path.GetFileName).ToArray());
        CollectionAssert.AreEqual(image.Pixels.ToArray(), RgbImage.Load(Path.Combine(_folder.Root, name)).Pixels.ToArray());
    }

    [TestMethod]
    public void A_folder_that_is_missing_is_named_when_writing()
    {
        string path = Path.Combine(_folder.Root, "nowhere", "image.png");
        string message = Assert.ThrowsExactly<DirectoryNotFoundException>(() => Pattern(2, 2).SavePng(path)).Message;
        StringAssert.Contains(message, $"The file '{path}' cannot be written: the folder", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_missing_file_is_refused()
    {
        string path = Path.Combine(_folder.Root, "missing.png");
        StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(path)).Message, path, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_folder_is_refused() =>
        StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(_folder.Root)).Message, _folder.Root, StringComparison.Ordinal);

    private static RgbImage Pattern(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)((i * 73) ^ (i >> 3)))]);

    private static SKBitmap Flat(int width, int height, SKColor colour)
    {
        var bitmap = new SKBitmap(width, height);
        bitmap.Erase(colour);
        return bitmap;
    }

    private static SKBitmap Translucent(int width, int height)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor((byte)((x * 41) + y), (byte)(y * 7), (byte)(x ^ (y * 13)), (byte)(40 + (x * 3))));
            }
        }

        return bitmap;
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using SKData data = bitmap.Encode(format, 95);
        bitmap.Dispose();
        return data.ToArray();
    }

    private RgbImage Load(byte[] bytes) => RgbImage.Load(_folder.File("image", bytes));

    private void Expect(byte[] bytes, params byte[] rgb) => CollectionAssert.AreEqual(rgb, Load(bytes).Pixels.ToArray());

    private ImageReadException Refuses(byte[] bytes)
    {
        string path = _folder.File("image", bytes);
        ImageReadException exception = Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(path), $"{bytes.Length} bytes");
        StringAssert.Contains(exception.Message, path, StringComparison.Ordinal);
        return exception;
    }
}
