namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class OverlayTests
{
    private static readonly MapScale Unit = MapScale.Absolute(0f, 1f);

    [TestMethod]
    public void Values_up_to_low_leave_the_image_and_values_from_high_have_the_last_colour()
    {
        RgbImage image = new(4, 1, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
        RgbImage overlay = AnomalyMapPicture.Overlay(image, Row(-5f, 1f, 3f, 100f), MapScale.Absolute(1f, 3f), opacity: 1f);
        CollectionAssert.AreEqual(new byte[] { 10, 20, 30, 40, 50, 60, 252, 255, 164, 252, 255, 164 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Colours_cover_half_of_the_image_unless_told()
    {
        RgbImage overlay = AnomalyMapPicture.Overlay(Pixel(100, 100, 100), Row(1f), Unit);
        CollectionAssert.AreEqual(new byte[] { 176, 178, 132 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Colours_fade_in_over_the_first_quarter()
    {
        // Position 2/17 is entry 30 of inferno, (30, 12, 69), 8/17 faded in.
        RgbImage overlay = AnomalyMapPicture.Overlay(Pixel(98, 97, 120), Row(2f), MapScale.Absolute(0f, 17f), opacity: 1f);
        CollectionAssert.AreEqual(new byte[] { 66, 57, 96 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Other_colours_can_be_chosen()
    {
        RgbImage overlay = AnomalyMapPicture.Overlay(Pixel(0, 0, 0), Row(1f), Unit, ColourMap.Viridis, 1f);
        CollectionAssert.AreEqual(new byte[] { 253, 231, 37 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void No_opacity_leaves_the_image() =>
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, AnomalyMapPicture.Overlay(Pixel(1, 2, 3), Row(9f), Unit, opacity: 0f).Pixels.ToArray());

    [TestMethod]
    public void A_constant_map_leaves_the_image_on_its_own_scale()
    {
        AnomalyMap map = Row(4f, 4f);
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]), map, MapScale.OfMap(map));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void The_map_is_resized_to_the_image()
    {
        // Two values 0 and 40 over four pixels are 0, 10 (colour 65, 66, 135, but only 40/51 faded in), 30 and 40.
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(4, 1, new byte[12]), Row(0f, 40f), MapScale.Absolute(0f, 51f), ColourMap.Viridis, 1f);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 51, 52, 106, 33, 165, 133, 112, 207, 87 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Neither_image_nor_map_is_changed()
    {
        float[] values = [1f, 1f];
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        AnomalyMapPicture.Overlay(image, new AnomalyMap(2, 1, values), Unit, opacity: 1f);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, image.Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 1f }, values);
    }

    [TestMethod]
    [DataRow(1.1f)]
    [DataRow(-0.1f)]
    [DataRow(float.NaN)]
    public void An_opacity_outside_0_to_1_is_refused(float opacity)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Overlay(Pixel(0, 0, 0), Row(0f), Unit, opacity: opacity));
        Assert.AreEqual("opacity", exception.ParamName);
        Assert.AreEqual(opacity, exception.ActualValue);
        StringAssert.Contains(exception.Message, "between 0 and 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Unknown_colours_are_refused() =>
        Assert.AreEqual("colours", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Overlay(Pixel(0, 0, 0), Row(0f), Unit, (ColourMap)9)).ParamName);

    [TestMethod]
    public void No_image_and_no_map_are_refused()
    {
        Assert.AreEqual("image", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Overlay(null!, Row(0f), Unit)).ParamName);
        Assert.AreEqual("map", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Overlay(Pixel(0, 0, 0), null!, Unit)).ParamName);
    }

    private static RgbImage Pixel(byte red, byte green, byte blue) => new(1, 1, [red, green, blue]);

    private static AnomalyMap Row(params float[] values) => new(values.Length, 1, values);
}
