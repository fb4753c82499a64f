using FimNet.MLNet.Defects.Textures;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class ProceduralTextureSourceTests
{
    [TestMethod]
    public void Textures_are_painted_once_and_the_same_every_time()
    {
        ProceduralTextureSource source = ProceduralTextureSource.Shared;
        Assert.AreSame(source.Get(4), source.Get(4));
        Assert.IsTrue(source.Get(4).Pixels.SequenceEqual(ProceduralTextureSource.Create(4).Pixels));
    }

    [TestMethod]
    public void Every_kind_of_texture_has_contrast_and_edges()
    {
        for (int i = 0; i < 16; i++)
        {
            RgbImage image = ProceduralTextureSource.Shared.Get(i);
            Assert.AreEqual((ProceduralTextureSource.Size, ProceduralTextureSource.Size), (image.Width, image.Height));
            double[] green = Enumerable.Range(0, image.Width * image.Height).Select(p => (double)image.Pixels[3 * p + 1]).ToArray();
            double mean = green.Average();
            double deviation = Math.Sqrt(green.Average(value => (value - mean) * (value - mean)));
            double steepest = Enumerable.Range(1, green.Length - 1).Max(p => Math.Abs(green[p] - green[p - 1]));
            Assert.IsGreaterThan(5, deviation, $"texture {i}");
            Assert.IsGreaterThan(15, steepest, $"texture {i}");
        }
    }
}
