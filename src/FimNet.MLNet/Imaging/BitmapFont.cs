namespace FimNet.MLNet.Imaging;

/// <summary>The characters of numbers, five pixels wide and seven high, for machines that have no fonts.</summary>
internal static class BitmapFont
{
    public const int GlyphWidth = 5;
    public const int GlyphHeight = 7;
    private const int Advance = GlyphWidth + 1;

    /// <summary>All characters that can be drawn.</summary>
    public const string Characters = "0123456789.-+e";

    private static readonly string[] Glyphs =
    [
        ".###. #...# #...# #.#.# #...# #...# .###.",
        "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
        ".###. #...# ....# ...#. ..#.. .#... #####",
        "####. ....# ....# .###. ....# ....# ####.",
        "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
        "##### #.... ####. ....# ....# #...# .###.",
        "..##. .#... #.... ####. #...# #...# .###.",
        "##### ....# ...#. ...#. ..#.. ..#.. ..#..",
        ".###. #...# #...# .###. #...# #...# .###.",
        ".###. #...# #...# .#### ....# ...#. .##..",
        "..... ..... ..... ..... ..... .##.. .##..",
        "..... ..... ..... .###. ..... ..... .....",
        "..... ..#.. ..#.. ##### ..#.. ..#.. .....",
        "..... ..... .###. #...# ##### #.... .###.",
    ];

    /// <summary>Whether a pixel of a character is set.</summary>
    public static bool IsSet(char character, int column, int row) =>
        Glyphs[Characters.IndexOf(character, StringComparison.Ordinal)][(row * (GlyphWidth + 1)) + column] == '#';

    /// <summary>Width of a text in font pixels, without a space after its last character.</summary>
    public static int Width(string text) => (Advance * text.Length) - 1;

    /// <summary>Draws a text of the font's characters, each font pixel as a square of <paramref name="unit"/> pixels.</summary>
    public static void Draw(Canvas canvas, string text, int left, int top, int unit, RgbColour colour)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int row = 0; row < GlyphHeight; row++)
            {
                for (int column = 0; column < GlyphWidth; column++)
                {
                    if (IsSet(text[i], column, row))
                    {
                        canvas.Fill(left + (((i * Advance) + column) * unit), top + (row * unit), unit, unit, colour);
                    }
                }
            }
        }
    }
}
