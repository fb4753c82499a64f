namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class PanelTests
{
    private static readonly MapScale Scale = MapScale.Absolute(0f, 1f);
    private static readonly AnomalyMap Map = new(2, 1, new[] { 0f, 1f });
    private static readonly RgbImage Image = new(2, 1, [1, 2, 3, 4, 5, 6]);

    [TestMethod]
    public void A_panel_is_image_reconstruction_overlay_mask_and_truth()
    {
        var reconstruction = new RgbImage(2, 1, [7, 8, 9, 10, 11, 12]);
        RgbImage panel = AnomalyMapPicture.Panel(Image, reconstruction, Map, Scale, 0.5f, new RgbImage(2, 1, [200, 0, 0, 0, 0, 0]), ColourMap.Viridis);
        RgbImage expected = AnomalyMapPicture.SideBySide(
            Image,
            reconstruction,
            AnomalyMapPicture.Overlay(Image, Map, Scale, ColourMap.Viridis),
            new RgbImage(2, 1, [0, 0, 0, 255, 255, 255]),
            new RgbImage(2, 1, [255, 255, 255, 0, 0, 0]));
        CollectionAssert.AreEqual(expected.Pixels.ToArray(), panel.Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, Image.Pixels.ToArray());
    }

    [TestMethod]
    public void A_panel_without_truth_has_four_pictures() =>
        Assert.AreEqual((4 * 2) + (3 * 4), AnomalyMapPicture.Panel(Image, Image, Map, Scale, 0.5f).Width);

    [TestMethod]
    public void Reconstruction_and_truth_are_resized_to_the_image()
    {
        var reconstruction = new RgbImage(1, 2, [0, 10, 20, 100, 30, 20]);
        var truth = new RgbImage(4, 2, [.. new byte[12], .. Enumerable.Repeat(byte.MaxValue, 12)]);
        RgbImage panel = AnomalyMapPicture.Panel(Image, reconstruction, Map, Scale, 0.5f, truth);
        Assert.AreEqual(((5 * 2) + (4 * 4), 1), (panel.Width, panel.Height));
        CollectionAssert.AreEqual(new byte[] { 50, 20, 20, 50, 20, 20 }, panel.Pixels.Slice(3 * 6, 6).ToArray());
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 255, 255, 255 }, panel.Pixels.Slice(3 * 24, 6).ToArray());
    }

    [TestMethod]
    public void A_threshold_that_is_no_number_is_refused() =>
        Assert.AreEqual("threshold", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Panel(Image, Image, Map, Scale, float.NaN)).ParamName);

    [TestMethod]
    public void Missing_parts_are_named()
    {
        Assert.AreEqual("image", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Panel(null!, Image, Map, Scale, 0f)).ParamName);
        Assert.AreEqual("reconstruction", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Panel(Image, null!, Map, Scale, 0f)).ParamName);
        Assert.AreEqual("map", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Panel(Image, Image, null!, Scale, 0f)).ParamName);
    }
}
