using FimNet.MLNet.Defects;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class GaussianBlurTests
{
    [TestMethod]
    [DataRow(0.5)]
    [DataRow(1.7)]
    [DataRow(4.0)]
    public void Noise_is_blurred_as_by_the_definition(double sigma)
    {
        const int width = 23;
        const int height = 17;
        float[] pixels = TestImages.ToFloats(TestImages.Noise(width, height, 1).Pixels);
        float[] source = (float[])pixels.Clone();
        GaussianBlur.Apply(pixels, width, height, sigma);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    // Cutting the kernel at three deviations leaves out 0.3 % of it.
                    Assert.AreEqual(Blurred(source, width, height, x, y, channel, sigma), pixels[(y * width + x) * 3 + channel], 1.0);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(3.3)]
    [DataRow(8.0)]
    public void An_impulse_spreads_by_sigma(double sigma)
    {
        const int side = 81;
        const int centre = 40;
        var pixels = new float[side * side * 3];
        pixels[(centre * side + centre) * 3 + 1] = 1000;
        GaussianBlur.Apply(pixels, side, side, sigma);
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < side * side; i++)
        {
            double value = pixels[3 * i + 1];
            sum += value;
            variance += value * (i % side - centre) * (i % side - centre);
            Assert.AreEqual(0, pixels[3 * i]);
            Assert.AreEqual(value, pixels[3 * (i % side * side + i / side) + 1], 1e-3);
        }

        Assert.AreEqual(1000, sum, 0.01);
        Assert.AreEqual(sigma, Math.Sqrt(variance / sum), 0.03 * sigma);
    }

    [TestMethod]
    public void No_sigma_changes_nothing()
    {
        float[] pixels = TestImages.ToFloats(TestImages.Noise(5, 4, 1).Pixels);
        float[] source = (float[])pixels.Clone();
        GaussianBlur.Apply(pixels, 5, 4, 0);
        CollectionAssert.AreEqual(source, pixels);
    }

    private static double Blurred(float[] source, int width, int height, int x, int y, int channel, double sigma)
    {
        int reach = (int)(6 * sigma) + 1;
        double sum = 0;
        double weights = 0;
        for (int dy = -reach; dy <= reach; dy++)
        {
            for (int dx = -reach; dx <= reach; dx++)
            {
                double weight = Math.Exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                weights += weight;
                sum += weight * source[(Math.Clamp(y + dy, 0, height - 1) * width + Math.Clamp(x + dx, 0, width - 1)) * 3 + channel];
            }
        }

        return sum / weights;
    }
}
