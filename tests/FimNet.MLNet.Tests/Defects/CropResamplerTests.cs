using FimNet.MLNet.Defects;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class CropResamplerTests
{
    [TestMethod]
    [DataRow(9, 7, 20, 31)]
    [DataRow(9, 7, 9, 14)]
    [DataRow(9, 7, 5, 3)]
    [DataRow(9, 7, 4, 11)]
    [DataRow(9, 7, 1, 1)]
    [DataRow(9, 7, 9, 7)]
    [DataRow(1, 1, 6, 2)]
    public void A_crop_is_resized_as_by_the_definition(int cropWidth, int cropHeight, int width, int height)
    {
        RgbImage image = TestImages.Noise(13, 11, 1);
        var crop = new PixelBox(3, 2, cropWidth, cropHeight);
        var actual = new float[width * height * 3];
        CropResampler.Resize(image.Pixels, image.Width, crop, actual, width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    Assert.AreEqual(Expected(image, crop, width, height, x, y, channel), actual[(y * width + x) * 3 + channel], 1e-3);
                }
            }
        }
    }

    [TestMethod]
    public void Doubling_two_pixels_interpolates_at_the_quarters()
    {
        var actual = new float[4 * 3];
        CropResampler.Resize([0, 40, 200, 100, 80, 200], 2, new PixelBox(0, 0, 2, 1), actual, 4, 1);
        CollectionAssert.AreEqual(new float[] { 0, 40, 200, 25, 50, 200, 75, 70, 200, 100, 80, 200 }, actual);
    }

    /// <summary>
    /// A triangle around the output pixel's centre, one pixel wide to each side when enlarging and one output pixel when shrinking; weights of
    /// pixels outside the crop go to the others. For enlarging that is bilinear interpolation with the edge repeated.
    /// </summary>
    private static double Expected(RgbImage image, PixelBox crop, int width, int height, int x, int y, int channel)
    {
        double scaleX = (double)crop.Width / width;
        double scaleY = (double)crop.Height / height;
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < crop.Height; j++)
        {
            for (int i = 0; i < crop.Width; i++)
            {
                double weight = Triangle((i + 0.5 - (x + 0.5) * scaleX) / Math.Max(1, scaleX)) * Triangle((j + 0.5 - (y + 0.5) * scaleY) / Math.Max(1, scaleY));
                weights += weight;
                sum += weight * image.Pixels[((crop.Y + j) * image.Width + crop.X + i) * 3 + channel];
            }
        }

        return sum / weights;
    }

    private static double Triangle(double distance) => Math.Max(0, 1 - Math.Abs(distance));
}
