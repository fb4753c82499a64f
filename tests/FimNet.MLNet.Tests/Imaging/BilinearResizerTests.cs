using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class BilinearResizerTests
{
    [TestMethod]
    public void Pixel_centres_correspond_and_borders_are_repeated() =>
        CollectionAssert.AreEqual(new[] { new BilinearTap(0, 1, 0f), new(0, 1, 0.25f), new(0, 1, 0.75f), new(1, 1, 0f) }, BilinearTap.Along(2, 4));

    [TestMethod]
    public void A_map_is_interpolated_along_both_axes()
    {
        float[] resized = BilinearResizer.Resize(new AnomalyMap(2, 2, new[] { 0f, 4f, 8f, 4f }), 4, 4);
        CollectionAssert.AreEqual(new[] { 0f, 1f, 3f, 4f }, resized[..4]);

        // 0.75 * (0.25 * 0 + 0.75 * 4) + 0.25 * (0.25 * 8 + 0.75 * 4)
        Assert.AreEqual(3.5f, resized[(1 * 4) + 2]);
    }

    [TestMethod]
    public void A_map_of_the_same_size_stays_as_it_is()
    {
        float[] values = [0.1f, float.MaxValue, float.MinValue, -0.3f, 1e-40f, 7f];
        CollectionAssert.AreEqual(values, BilinearResizer.Resize(new AnomalyMap(3, 2, values), 3, 2));
    }

    [TestMethod]
    public void A_constant_map_stays_constant()
    {
        float[] resized = BilinearResizer.Resize(new AnomalyMap(3, 2, Enumerable.Repeat(0.1f, 6).ToArray()), 7, 5);
        Assert.HasCount(35, resized);
        Assert.IsTrue(resized.All(value => value == 0.1f));
    }

    [TestMethod]
    public void One_value_fills_any_size() =>
        CollectionAssert.AreEqual(new[] { 5f, 5f, 5f, 5f, 5f, 5f }, BilinearResizer.Resize(new AnomalyMap(1, 1, new[] { 5f }), 3, 2));

    [TestMethod]
    public void An_image_s_channels_are_interpolated_apart()
    {
        RgbImage resized = BilinearResizer.Resize(new RgbImage(2, 1, [0, 100, 255, 200, 0, 255]), 4, 1);
        CollectionAssert.AreEqual(new byte[] { 0, 100, 255, 50, 75, 255, 150, 25, 255, 200, 0, 255 }, resized.Pixels.ToArray());
    }

    [TestMethod]
    public void An_image_s_rows_are_interpolated()
    {
        RgbImage resized = BilinearResizer.Resize(new RgbImage(1, 2, [0, 10, 3, 255, 20, 3]), 1, 1);
        CollectionAssert.AreEqual(new byte[] { 128, 15, 3 }, resized.Pixels.ToArray());
    }
}
