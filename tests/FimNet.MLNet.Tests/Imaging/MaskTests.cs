namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class MaskTests
{
    [TestMethod]
    public void Only_what_is_above_the_threshold_is_white()
    {
        RgbImage mask = AnomalyMapPicture.Mask(new AnomalyMap(3, 1, new[] { 0.4f, 0.5f, 0.6f }), 3, 1, 0.5f);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0, 0, 0, 255, 255, 255 }, mask.Pixels.ToArray());
    }

    [TestMethod]
    public void The_map_is_resized_before_it_is_compared()
    {
        // The values 0 and 1 over eight pixels are 0, 0, 1/8, 3/8, 5/8, 7/8, 1, 1.
        RgbImage mask = AnomalyMapPicture.Mask(new AnomalyMap(2, 1, new[] { 0f, 1f }), 8, 2, 0.7f);
        byte[] row = [.. new byte[15], .. Enumerable.Repeat(byte.MaxValue, 9)];
        CollectionAssert.AreEqual((byte[])[.. row, .. row], mask.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(-1f, 255)]
    [DataRow(7f, 0)]
    public void All_or_nothing_can_be_above(float threshold, int level)
    {
        RgbImage mask = AnomalyMapPicture.Mask(new AnomalyMap(1, 1, new[] { 7f }), 2, 3, threshold);
        Assert.AreEqual((2, 3), (mask.Width, mask.Height));
        CollectionAssert.AreEqual(Enumerable.Repeat((byte)level, 18).ToArray(), mask.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void A_threshold_that_is_no_number_is_refused(float threshold)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Mask(new AnomalyMap(1, 1, new float[1]), 1, 1, threshold));
        Assert.AreEqual("threshold", exception.ParamName);
        Assert.AreEqual(threshold, exception.ActualValue);
        StringAssert.Contains(exception.Message, "finite", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(0, 1, "width")]
    [DataRow(1, 0, "height")]
    [DataRow(1 << 20, 1 << 20, "width")]
    public void A_size_that_cannot_be_is_refused(int width, int height, string parameter) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Mask(new AnomalyMap(1, 1, new float[1]), width, height, 0f)).ParamName);

    [TestMethod]
    public void No_map_is_refused() =>
        Assert.AreEqual("map", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Mask(null!, 1, 1, 0f)).ParamName);
}
