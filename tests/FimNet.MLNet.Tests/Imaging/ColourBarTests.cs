using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class ColourBarTests
{
    private static readonly MapScale Scale = MapScale.Absolute(-0.25f, 12.5f);

    [TestMethod]
    [DataRow(25, 1)]
    [DataRow(255, 1)]
    [DataRow(256, 2)]
    [DataRow(640, 5)]
    public void Labels_can_be_read(int height, int unit)
    {
        RgbImage bar = AnomalyMapPicture.ColourBar(height, Scale);
        int textHeight = 7 * unit;
        Assert.AreEqual("12.5", ReadText(bar, unit, unit));
        Assert.AreEqual("6.12", ReadText(bar, (height - textHeight) / 2, unit));
        Assert.AreEqual("-0.25", ReadText(bar, height - textHeight - unit, unit));
    }

    [TestMethod]
    [DataRow(ColourMap.Inferno)]
    [DataRow(ColourMap.Turbo)]
    public void Colours_run_from_low_at_the_bottom_to_high_at_the_top(ColourMap colours)
    {
        RgbImage bar = AnomalyMapPicture.ColourBar(100, Scale, colours);
        ColourRamp ramp = ColourMaps.Of(colours);

        // A frame of one pixel lies four rows from the edges and surrounds 90 rows of colours.
        Assert.AreEqual(new RgbColour(255, 255, 255), ColourAt(bar, 8, 3));
        Assert.AreEqual(new RgbColour(0, 0, 0), ColourAt(bar, 8, 4));
        for (int i = 0; i < 90; i++)
        {
            Assert.AreEqual(ramp.ColourAt(1f - (i / 89f)), ColourAt(bar, 8, 5 + i));
        }

        Assert.AreEqual(new RgbColour(0, 0, 0), ColourAt(bar, 8, 95));
        Assert.AreEqual(new RgbColour(255, 255, 255), ColourAt(bar, 8, 96));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(24)]
    public void A_low_bar_is_as_high_as_its_labels_need(int height) => Assert.AreEqual(25, AnomalyMapPicture.ColourBar(height, Scale).Height);

    [TestMethod]
    public void The_scale_of_a_constant_map_has_a_bar()
    {
        RgbImage bar = AnomalyMapPicture.ColourBar(30, MapScale.OfMap(new AnomalyMap(1, 1, new[] { 7f })));
        Assert.AreEqual("7", ReadText(bar, 1, 1));
    }

    [TestMethod]
    public void A_picture_gets_its_bar_at_the_right()
    {
        var picture = new RgbImage(2, 40, [.. Enumerable.Range(0, 240).Select(i => (byte)i)]);
        RgbImage both = AnomalyMapPicture.WithColourBar(picture, Scale, ColourMap.Viridis);
        RgbImage expected = AnomalyMapPicture.SideBySide(picture, AnomalyMapPicture.ColourBar(40, Scale, ColourMap.Viridis));
        Assert.AreEqual((expected.Width, 40), (both.Width, both.Height));
        CollectionAssert.AreEqual(expected.Pixels.ToArray(), both.Pixels.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 240).Select(i => (byte)i).ToArray(), picture.Pixels.ToArray());
    }

    [TestMethod]
    public void The_smallest_picture_gets_a_bar() =>
        Assert.AreEqual(25, AnomalyMapPicture.WithColourBar(new RgbImage(1, 1, new byte[3]), Scale).Height);

    [TestMethod]
    [DataRow(0)]
    [DataRow(-7)]
    [DataRow(int.MaxValue)]
    public void A_height_that_cannot_be_is_refused(int height) =>
        Assert.AreEqual("height", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AnomalyMapPicture.ColourBar(height, Scale)).ParamName);

    [TestMethod]
    public void Unknown_colours_are_refused() =>
        Assert.AreEqual("colours", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AnomalyMapPicture.ColourBar(9, Scale, (ColourMap)7)).ParamName);

    [TestMethod]
    public void No_picture_is_refused() =>
        Assert.AreEqual("picture", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.WithColourBar(null!, Scale)).ParamName);

    private static RgbColour ColourAt(RgbImage picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Pixels.Slice(3 * ((y * picture.Width) + x), 3);
        return new RgbColour(pixel[0], pixel[1], pixel[2]);
    }

    // Cuts the line of text right of the bar and its ticks into characters and looks each of them up in the font.
    private static string ReadText(RgbImage bar, int top, int unit)
    {
        string text = "";
        for (int left = 18 * unit; left + (5 * unit) <= bar.Width; left += 6 * unit)
        {
            foreach (char character in BitmapFont.Characters)
            {
                bool[] glyph = [.. Enumerable.Range(0, 35).Select(i => BitmapFont.IsSet(character, i % 5, i / 5))];
                bool[] drawn = [.. Enumerable.Range(0, 35).Select(i => ColourAt(bar, left + (i % 5 * unit), top + (i / 5 * unit)) == new RgbColour(0, 0, 0))];
                text += glyph.SequenceEqual(drawn) ? character : "";
            }
        }

        return text;
    }
}
