using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class AnomalyMapPictureTests
{
    [TestMethod]
    public void Values_up_to_low_leave_the_image_and_values_from_high_have_the_last_colour()
    {
        RgbImage image = new(4, 1, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
        RgbImage overlay = AnomalyMapPicture.Overlay(image, [-5f, 1f, 3f, 100f], 4, 1, low: 1f, high: 3f, opacity: 1f);
        CollectionAssert.AreEqual(new byte[] { 10, 20, 30, 40, 50, 60, 252, 255, 164, 252, 255, 164 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Opacity_mixes_the_colour_with_the_image()
    {
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(1, 1, [100, 100, 100]), [1f], 1, 1, 0f, 1f, opacity: 0.5f);
        CollectionAssert.AreEqual(new byte[] { 176, 178, 132 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void Colours_fade_in_over_the_first_quarter()
    {
        // Position 1/8 is the second anchor (31, 12, 72), half faded in.
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(1, 1, [101, 102, 102]), [1f], 1, 1, 0f, 8f, opacity: 1f);
        CollectionAssert.AreEqual(new byte[] { 66, 57, 87 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void No_opacity_leaves_the_image() =>
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, AnomalyMapPicture.Overlay(new RgbImage(1, 1, [1, 2, 3]), [9f], 1, 1, 0f, 1f, 0f).Pixels.ToArray());

    [TestMethod]
    public void The_map_is_interpolated_between_pixel_centres()
    {
        // Two map values 0 and 1 over four pixels are 0, 1/4, 3/4, 1: colours at the anchors 0, 2, 6, 8.
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(4, 1, new byte[12]), [0f, 1f], 2, 1, 0f, 1f, 1f);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 87, 16, 110, 249, 141, 10, 252, 255, 164 }, overlay.Pixels.ToArray());
    }

    [TestMethod]
    public void The_map_is_interpolated_along_both_axes()
    {
        BilinearTap[] taps = BilinearTap.Along(2, 4);
        CollectionAssert.AreEqual(new[] { new BilinearTap(0, 1, 0f), new(0, 1, 0.25f), new(0, 1, 0.75f), new(1, 1, 0f) }, taps);

        // At row 1, column 2 of 4x4: 0.75 * (0.25 * 0 + 0.75 * 4) + 0.25 * (0.25 * 8 + 0.75 * 4) = 3.5, position 0.5 of 0 to 7.
        RgbImage overlay = AnomalyMapPicture.Overlay(new RgbImage(4, 4, new byte[48]), [0f, 4f, 8f, 4f], 2, 2, 0f, 7f, 1f);
        CollectionAssert.AreEqual(new byte[] { 188, 55, 84 }, overlay.Pixels.Slice(3 * ((1 * 4) + 2), 3).ToArray());
    }

    [TestMethod]
    public void The_image_is_not_changed()
    {
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        AnomalyMapPicture.Overlay(image, [1f, 1f], 2, 1, 0f, 1f, 1f);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, image.Pixels.ToArray());
    }

    [TestMethod]
    public void Colours_get_lighter_all_along_the_scale()
    {
        double[] lightness = [.. Enumerable.Range(0, 256).Select(i => HeatColours.At(i / 255f)).Select(c => (0.2126 * c.Red) + (0.7152 * c.Green) + (0.0722 * c.Blue))];
        for (int i = 1; i < lightness.Length; i++)
        {
            Assert.IsGreaterThan(lightness[i - 1], lightness[i]);
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void A_value_that_cannot_be_drawn_is_named(float value)
    {
        var image = new RgbImage(1, 1, new byte[3]);
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => AnomalyMapPicture.Overlay(image, [0f, 0f, 0f, value], 2, 2, 0f, 1f));
        StringAssert.Contains(exception.Message, "column 1, row 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_map_of_another_length_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => AnomalyMapPicture.Overlay(new RgbImage(1, 1, new byte[3]), [0f, 0f], 3, 1, 0f, 1f));

    [TestMethod]
    [DataRow(1f, 1f, 0.5f, "low")]
    [DataRow(2f, 1f, 0.5f, "low")]
    [DataRow(float.NaN, 1f, 0.5f, "low")]
    [DataRow(float.NegativeInfinity, 1f, 0.5f, "low")]
    [DataRow(0f, 1f, 1.1f, "opacity")]
    [DataRow(0f, 1f, -0.1f, "opacity")]
    [DataRow(0f, 1f, float.NaN, "opacity")]
    public void A_scale_without_sense_is_refused(float low, float high, float opacity, string parameter)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Overlay(new RgbImage(1, 1, new byte[3]), [0f], 1, 1, low, high, opacity));
        Assert.AreEqual(parameter, exception.ParamName);
    }

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
    public void No_image_at_all_is_refused() => Assert.ThrowsExactly<ArgumentException>(() => AnomalyMapPicture.SideBySide());
}
