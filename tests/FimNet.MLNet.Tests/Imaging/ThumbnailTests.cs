using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public class ThumbnailTests
{
    private const string Prefix = "data:image/webp;base64,";

    [TestMethod]
    [DataRow(400, 100, 200, 200, 50)]
    [DataRow(100, 300, 30, 10, 30)]
    [DataRow(2000, 1, 100, 100, 1)]
    public void The_longer_side_is_shrunk_to_what_was_asked_and_the_other_with_it(int width, int height, int side, int expectedWidth, int expectedHeight)
    {
        RgbImage small = Thumbnail.Shrink(new RgbImage(width, height, new byte[3 * width * height]), side);
        Assert.AreEqual((expectedWidth, expectedHeight), (small.Width, small.Height));
    }

    [TestMethod]
    public void A_small_image_stays_as_it_is()
    {
        var image = new RgbImage(20, 10, new byte[600]);
        Assert.AreSame(image, Thumbnail.Shrink(image, 20));
    }

    [TestMethod]
    public void Every_pixel_of_the_image_counts()
    {
        // One white row of eight: a picture that picks pixels would show all or nothing of it.
        const int Side = 512;
        var pixels = new byte[3 * Side * Side];
        for (int y = 0; y < Side; y += 8)
        {
            pixels.AsSpan(3 * y * Side, 3 * Side).Fill(byte.MaxValue);
        }

        RgbImage small = Thumbnail.Shrink(new RgbImage(Side, Side, pixels), Side / 8);
        byte[] middle = small.Pixels.Slice(3 * ((32 * 64) + 8), 3 * 48).ToArray();
        Assert.AreEqual(255 / 8.0, middle.Average(value => value), 6);
    }

    [TestMethod]
    public void The_address_holds_the_picture()
    {
        var pixels = new byte[3 * 64 * 32];
        for (int i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (200, 100, 50);
        }

        string address = Thumbnail.ToDataUri(new RgbImage(64, 32, pixels));
        Assert.StartsWith(Prefix, address);
        RgbImage decoded = ImageDecoder.Decode(Convert.FromBase64String(address[Prefix.Length..]), "thumbnail", ImageLimits.Default);
        Assert.AreEqual((64, 32), (decoded.Width, decoded.Height));
        Assert.AreEqual(200, decoded.Pixels[0], 4.0);
        Assert.AreEqual(100, decoded.Pixels[1], 4.0);
        Assert.AreEqual(50, decoded.Pixels[2], 4.0);
    }
}
