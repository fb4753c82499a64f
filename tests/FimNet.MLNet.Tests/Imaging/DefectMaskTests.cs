using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class DefectMaskTests
{
    [TestMethod]
    public void A_pixel_above_the_level_is_defective()
    {
        var picture = new RgbImage(4, 1, [127, 127, 127, 128, 128, 128, 0, 0, 0, 255, 255, 255]);
        CollectionAssert.AreEqual(new[] { false, true, false, true }, DefectMask.FromPicture(picture, 127).Defective.ToArray());
    }

    [TestMethod]
    public void The_brightest_channel_of_a_coloured_mask_counts()
    {
        var picture = new RgbImage(3, 1, [128, 0, 0, 0, 200, 0, 127, 126, 125]);
        CollectionAssert.AreEqual(new[] { true, true, false }, DefectMask.FromPicture(picture, 127).Defective.ToArray());
    }

    [TestMethod]
    public void Without_a_level_every_pixel_that_is_not_black_is_defective()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Root, "mask.png");
        new RgbImage(3, 1, [0, 0, 0, 1, 1, 1, 1, 0, 0]).SavePng(path);
        CollectionAssert.AreEqual(new[] { false, true, true }, DefectMask.Load(path).Defective.ToArray());
    }

    [TestMethod]
    public void A_mask_of_three_levels_is_refused_unless_a_level_is_given()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Root, "mask.png");
        new RgbImage(3, 1, [0, 0, 0, 255, 255, 255, 90, 90, 90]).SavePng(path);
        string message = Assert.ThrowsExactly<ImageReadException>(() => DefectMask.Load(path)).Message;
        StringAssert.Contains(message, $"The mask '{path}' is not binary: its pixels have the levels 0, 255 and 90", StringComparison.Ordinal);
        StringAssert.Contains(message, "MaskLevel", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { false, true, false }, DefectMask.Load(path, level: 90).Defective.ToArray());
        CollectionAssert.AreEqual(new[] { false, true, true }, DefectMask.Load(path, level: 89).Defective.ToArray());
    }

    [TestMethod]
    public void Halving_takes_the_pixel_right_below_each_corner_of_four() =>
        Assert.AreEqual("11 01", Format(Parse("0000 0101 0000 1011").Resize(2, 2)));

    [TestMethod]
    public void Doubling_repeats_every_pixel() => Assert.AreEqual("1100 1100 0011 0011", Format(Parse("10 01").Resize(4, 4)));

    [TestMethod]
    public void Three_from_five_are_the_pixels_under_the_centres()
    {
        // Centres at 5/6, 5/2 and 25/6 of a row of five: pixels 0, 2 and 4.
        Assert.AreEqual("111", Format(Parse("10101").Resize(3, 1)));
        Assert.AreEqual("000", Format(Parse("01010").Resize(3, 1)));
    }

    [TestMethod]
    public void Covering_keeps_what_is_thinner_than_a_pixel_of_the_smaller_mask()
    {
        DefectMask scratch = Parse("01000000 01000000 00000000 00000000");
        Assert.AreEqual("00 00", Format(scratch.Resize(2, 2)));
        Assert.AreEqual("10 00", Format(scratch.Cover(2, 2)));
        Assert.AreEqual("111", Format(Parse("01010").Cover(3, 1)), "pixel 1 of five is under the first two of three, pixel 3 under the last two");
        Assert.AreEqual("100", Format(Parse("10000").Cover(3, 1)));
        Assert.AreEqual("1100 1100 0011 0011", Format(Parse("10 01").Cover(4, 4)));
    }

    [TestMethod]
    public void A_picture_of_a_mask_reads_back_as_the_mask() =>
        Assert.AreEqual("010 111", Format(DefectMask.FromPicture(Parse("010 111").ToPicture())));

    private static DefectMask Parse(string text)
    {
        string[] rows = text.Split(' ');
        return new DefectMask(rows[0].Length, rows.Length, [.. string.Concat(rows).Select(value => value == '1')]);
    }

    private static string Format(DefectMask mask) => string.Join(
        ' ',
        mask.Defective.ToArray().Select(value => value ? '1' : '0').Chunk(mask.Width).Select(row => new string(row)));
}
