using SkiaSharp;

namespace FimNet.MLNet.Tests.Imaging;

/// <summary>What becomes of every kind of file; docs/images.md promises it.</summary>
[TestClass]
public sealed class ImageFormatTests : IDisposable
{
    private static readonly SKColor Red = new(200, 10, 20), Blue = new(10, 20, 200);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 0, 0 }, new byte[] { 255, 255, 255 }, DisplayName = "no ink is white")]
    [DataRow(new byte[] { 255, 0, 0, 0 }, new byte[] { 0, 255, 255 }, DisplayName = "cyan")]
    [DataRow(new byte[] { 0, 255, 255, 0 }, new byte[] { 255, 0, 0 }, DisplayName = "magenta and yellow are red")]
    [DataRow(new byte[] { 0, 0, 0, 155 }, new byte[] { 100, 100, 100 }, DisplayName = "some black is grey")]
    [DataRow(new byte[] { 55, 105, 155, 55 }, new byte[] { 157, 118, 78 }, DisplayName = "ink times black")]
    public void Cmyk_jpeg_is_the_product_of_what_each_ink_lets_through(byte[] ink, byte[] expected)
    {
        RgbImage image = Load(JpegBytes.Cmyk(2, ink));
        Assert.AreEqual((16, 8), (image.Width, image.Height));
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            Assert.AreEqual(expected[i % 3], image.Pixels[i], 1.0, $"value {i}");
        }
    }

    [TestMethod]
    public void Orientation_tags_turn_nothing()
    {
        byte[] plain = Encode(6, 10, SKEncodedImageFormat.Jpeg);
        RgbImage expected = Load(plain);
        for (byte orientation = 1; orientation <= 8; orientation++)
        {
            byte[] tagged = JpegBytes.WithOrientation(plain, orientation);
            using (SKData data = SKData.CreateCopy(tagged))
            using (SKCodec codec = SKCodec.Create(data))
            {
                Assert.AreEqual(orientation, (byte)codec.EncodedOrigin, "the file must have the tag");
            }

            Same(expected, Load(tagged));
        }
    }

    [TestMethod]
    public void Of_an_animated_gif_the_first_frame_is_read() => IsFlat(Red, Load(AnimationBytes.Gif(13, 9, Red, Blue, Red)), 13, 9);

    [TestMethod]
    public void Of_an_animated_webp_the_first_frame_is_read() => IsFlat(Blue, Load(AnimationBytes.Webp(12, 8, Blue, Red)), 12, 8);

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 200)]
    [DataRow(200, 1)]
    public void Lines_and_points_are_images(int width, int height)
    {
        foreach (byte[] file in new[]
        {
            Encode(width, height, SKEncodedImageFormat.Png), Encode(width, height, SKEncodedImageFormat.Jpeg), Encode(width, height, SKEncodedImageFormat.Webp),
            AnimationBytes.Gif(width, height, Red), BmpBytes.Write(new RgbImage(width, height, new byte[3 * width * height])),
        })
        {
            RgbImage image = Load(file);
            Assert.AreEqual((width, height), (image.Width, image.Height));
        }
    }

    [TestMethod]
    [DataRow("picture of a surface.png")]
    [DataRow("Oberfläche-表面-поверхность-🧵.png")]
    [DataRow("'quotes' & (brackets) %20 #1;.png")]
    [DataRow("jpeg though it is a png.jpg")]
    [DataRow("text though it is a png.txt")]
    [DataRow("no extension")]
    public void A_files_name_does_not_matter(string name)
    {
        byte[] png = Encode(5, 4, SKEncodedImageFormat.Png);
        RgbImage expected = Load(png);
        Same(expected, RgbImage.Load(_folder.File(name, png)));
    }

    [TestMethod]
    public void A_name_of_255_bytes_is_read_and_one_of_256_is_refused_by_name()
    {
        byte[] png = Encode(5, 4, SKEncodedImageFormat.Png);
        string longest = new('a', 251);
        Same(Load(png), RgbImage.Load(_folder.File(longest + ".png", png)));
        string longer = Path.Combine(_folder.Root, longest + "b.png");
        ImageReadException e = Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(longer));
        StringAssert.Contains(e.Message, longer);
        Assert.AreEqual(longer, e.FileName);
    }

    [TestMethod]
    [DataRow("png")]
    [DataRow("grey16.png")]
    [DataRow("palette.png")]
    [DataRow("jpeg")]
    [DataRow("cmyk.jpeg")]
    [DataRow("webp")]
    [DataRow("animated.webp")]
    [DataRow("gif")]
    [DataRow("bmp")]
    public void A_file_cut_anywhere_is_refused_or_is_the_whole_image(string kind)
    {
        byte[] file = File(kind);
        RgbImage whole = Load(file);
        int refused = 0;
        for (int length = 0; length < file.Length; length++)
        {
            string path = _folder.File("cut", file[..length]);
            try
            {
                Same(whole, RgbImage.Load(path), $"{kind} cut to {length} of {file.Length} bytes");
            }
            catch (ImageReadException e)
            {
                refused++;
                StringAssert.Contains(e.Message, path);
                Assert.AreEqual(path, e.FileName);
            }
        }

        Assert.IsGreaterThan(file.Length / 4, refused, "most cuts lose pixels");
    }

    private static byte[] File(string kind) => kind switch
    {
        "png" => Encode(17, 11, SKEncodedImageFormat.Png),
        "grey16.png" => PngBytes.Write(8, 6, 16, PngBytes.Grey, [.. Enumerable.Range(0, 96).Select(i => (byte)(i * 89))]),
        "palette.png" => PngBytes.Write(8, 6, 8, PngBytes.Palette, [.. Enumerable.Range(0, 48).Select(i => (byte)(i % 3))], [9, 8, 7, 0, 255, 0, 200, 100, 50]),
        "jpeg" => Encode(40, 24, SKEncodedImageFormat.Jpeg),
        "cmyk.jpeg" => JpegBytes.Cmyk(20, 10, 200, 30, 40),
        "webp" => Encode(17, 11, SKEncodedImageFormat.Webp),
        "animated.webp" => AnimationBytes.Webp(12, 8, Red, Blue),
        "gif" => AnimationBytes.Gif(20, 20, Red),
        "bmp" => BmpBytes.Write(new RgbImage(9, 7, [.. Enumerable.Range(0, 189).Select(i => (byte)(i * 57 | 1))])),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 41 + y), (byte)(y * 23 + 60), (byte)(x ^ (y * 13))));
            }
        }

        using SKData data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    private static void IsFlat(SKColor colour, RgbImage image, int width, int height)
    {
        Assert.AreEqual((width, height), (image.Width, image.Height));
        CollectionAssert.AreEqual(Enumerable.Repeat(new[] { colour.Red, colour.Green, colour.Blue }, width * height).SelectMany(c => c).ToArray(), image.Pixels.ToArray());
    }

    private static void Same(RgbImage expected, RgbImage actual, string message = "")
    {
        Assert.AreEqual((expected.Width, expected.Height), (actual.Width, actual.Height), message);
        Assert.IsTrue(expected.Pixels.SequenceEqual(actual.Pixels), message);
    }

    private RgbImage Load(byte[] bytes) => RgbImage.Load(_folder.File("image", bytes));
}
