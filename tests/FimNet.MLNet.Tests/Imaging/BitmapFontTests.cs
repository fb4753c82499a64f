using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class BitmapFontTests
{
    [TestMethod]
    public void All_characters_of_numbers_differ()
    {
        string[] glyphs = [.. BitmapFont.Characters.Select(Bits)];
        Assert.HasCount(14, glyphs);
        Assert.HasCount(14, glyphs.Distinct());
        Assert.IsTrue(glyphs.All(glyph => glyph.Contains('#', StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow('-', "..... ..... ..... .###. ..... ..... .....")]
    [DataRow('.', "..... ..... ..... ..... ..... .##.. .##..")]
    [DataRow('+', "..... ..#.. ..#.. ##### ..#.. ..#.. .....")]
    [DataRow('1', "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.")]
    [DataRow('8', ".###. #...# #...# .###. #...# #...# .###.")]
    public void Characters_look_like_what_they_are(char character, string bits) =>
        Assert.AreEqual(bits.Replace(" ", "", StringComparison.Ordinal), Bits(character));

    [TestMethod]
    public void Text_is_drawn_in_squares_of_the_unit()
    {
        var canvas = new Canvas(2 + (2 * BitmapFont.Width("-1")) + 1, 1 + (2 * BitmapFont.GlyphHeight), RgbColour.White);
        BitmapFont.Draw(canvas, "-1", 2, 1, 2, RgbColour.Black);
        RgbImage picture = canvas.ToImage();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                (int column, int row) = ((x - 2) >> 1, (y - 1) >> 1);
                bool set = row >= 0 && (column is >= 0 and < 5 ? BitmapFont.IsSet('-', column, row) : column is >= 6 and < 11 && BitmapFont.IsSet('1', column - 6, row));
                Assert.AreEqual(set ? 0 : 255, picture.Pixels[3 * ((y * picture.Width) + x)], $"column {x}, row {y}");
            }
        }
    }

    [TestMethod]
    [DataRow("1", 5)]
    [DataRow("0.5", 17)]
    public void Characters_are_one_pixel_apart(string text, int width) => Assert.AreEqual(width, BitmapFont.Width(text));

    private static string Bits(char character) =>
        string.Concat(Enumerable.Range(0, 35).Select(i => BitmapFont.IsSet(character, i % 5, i / 5) ? '#' : '.'));
}
