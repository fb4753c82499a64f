namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class SideBySideTests
{
    [TestMethod]
    public void Images_stand_side_by_side_on_white()
    {
        RgbImage row = AnomalyMapPicture.SideBySide(new RgbImage(1, 2, [1, 2, 3, 4, 5, 6]), new RgbImage(2, 1, [7, 8, 9, 10, 11, 12]));
        Assert.AreEqual((7, 2), (row.Width, row.Height));
        byte[] white = [.. Enumerable.Repeat(byte.MaxValue, 12)];
        CollectionAssert.AreEqual(
            (byte[])[1, 2, 3, .. white, 7, 8, 9, 10, 11, 12, 4, 5, 6, .. white, .. white[..6]],
            row.Pixels.ToArray());
    }

    [TestMethod]
    public void One_image_stands_alone() =>
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, AnomalyMapPicture.SideBySide(new RgbImage(1, 1, [1, 2, 3])).Pixels.ToArray());

    [TestMethod]
    public void No_image_at_all_is_refused() =>
        Assert.AreEqual("images", Assert.ThrowsExactly<ArgumentException>(() => AnomalyMapPicture.SideBySide()).ParamName);

    [TestMethod]
    public void A_missing_image_is_named()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => AnomalyMapPicture.SideBySide(new RgbImage(1, 1, new byte[3]), null!));
        Assert.AreEqual("images", exception.ParamName);
        StringAssert.Contains(exception.Message, "index 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void More_than_an_array_holds_is_refused()
    {
        var wide = new RgbImage(1 << 16, 1, new byte[3 << 16]);
        var high = new RgbImage(1, 1 << 16, new byte[3 << 16]);
        Assert.AreEqual("images", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AnomalyMapPicture.SideBySide(wide, high)).ParamName);
    }
}
