namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class ContourTests
{
    private static readonly RgbColour Inner = new(10, 20, 200);
    private static readonly RgbColour Ground = new(99, 98, 97);

    // '#' is above the threshold; 'c' is the line in colour, 'o' the contrasting one, '.' the image.
    [TestMethod]
    [DataRow(1, "..... ..... ..#.. ..... .....", "..... .ooo. .oco. .ooo. .....", DisplayName = "A single pixel")]
    [DataRow(1, "....... .####.. .####.. .####.. .......", "oooooo. occcco. oc..co. occcco. oooooo.", DisplayName = "A rectangle")]
    [DataRow(2, "....... ....... ...#... .......", ".ooooo. .ooooo. .oocoo. .ooooo.", DisplayName = "Two pixels thick")]
    [DataRow(1, "####. ####. ####. ####.", "cccco c..co c..co cccco", DisplayName = "Along the image's edge")]
    [DataRow(1, "### ### ###", "ccc c.c ccc", DisplayName = "All of the image")]
    [DataRow(1, "...", "...", DisplayName = "Nothing")]
    [DataRow(1, "#", "c", DisplayName = "The only pixel")]
    public void Lines_run_within_and_around_an_area(int thickness, string areas, string lines)
    {
        (int width, int height) = Size(areas);
        AnomalyMap map = new(width, height, areas.Replace(" ", "", StringComparison.Ordinal).Select(c => c == '#' ? 1f : 0f).ToArray());
        RgbImage picture = AnomalyMapPicture.Contour(Plain(width, height), map, 0.5f, Inner, thickness);
        Assert.AreEqual(lines, Read(picture, Inner, new RgbColour(255, 255, 255)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(int.MaxValue)]
    public void Lines_are_where_the_other_side_is_near(int thickness)
    {
        const int width = 23, height = 17;
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, width * height).Select(_ => random.NextSingle())];
        RgbImage picture = AnomalyMapPicture.Contour(Plain(width, height), new AnomalyMap(width, height, values), 0.8f, Inner, thickness);
        string lines = Read(picture, Inner, new RgbColour(255, 255, 255)).Replace(" ", "", StringComparison.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            bool inside = values[i] > 0.8f;
            bool near = HasNeighbour(i % width, i / width, thickness, other => other != inside);
            Assert.AreEqual(near ? inside ? 'c' : 'o' : '.', lines[i], $"pixel {i}");
        }

        bool HasNeighbour(int x, int y, int reach, Func<bool, bool> wanted)
        {
            long r = Math.Min(reach, width + height);
            for (long dy = -r; dy <= r; dy++)
            {
                for (long dx = -r; dx <= r; dx++)
                {
                    (long column, long row) = (x + dx, y + dy);
                    bool above = column is >= 0 and < width && row is >= 0 and < height && values[(row * width) + column] > 0.8f;
                    if (wanted(above))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    [TestMethod]
    public void The_map_is_resized_to_the_image()
    {
        // The values 0 and 1 over eight pixels are above 0.7 in the last three.
        RgbImage picture = AnomalyMapPicture.Contour(Plain(8, 3), new AnomalyMap(2, 1, new[] { 0f, 1f }), 0.7f, Inner, 1);
        Assert.AreEqual("....occc ....oc.c ....occc", Read(picture, Inner, new RgbColour(255, 255, 255)));
    }

    [TestMethod]
    public void The_line_is_yellow_on_black_unless_told()
    {
        RgbImage picture = AnomalyMapPicture.Contour(Plain(3, 1), new AnomalyMap(3, 1, new[] { 0f, 0f, 1f }), 0.5f);
        Assert.AreEqual(".oc", Read(picture, new RgbColour(255, 221, 0), new RgbColour(0, 0, 0)));
    }

    [TestMethod]
    [DataRow(256, 300, 1)]
    [DataRow(300, 257, 2)]
    [DataRow(512, 2000, 2)]
    public void The_line_is_thicker_in_larger_images(int width, int height, int thickness)
    {
        // All of the image is above, so its line is as thick as the rows before the first pixel of the image in the middle.
        RgbImage picture = AnomalyMapPicture.Contour(Plain(width, height), new AnomalyMap(1, 1, new[] { 1f }), 0f);
        int rows = Enumerable.Range(0, height).First(y => ColourAt(picture, width / 2, y) == Ground);
        Assert.AreEqual(thickness, rows);
    }

    [TestMethod]
    public void Neither_image_nor_map_is_changed()
    {
        float[] values = [0f, 1f];
        RgbImage image = Plain(2, 1);
        AnomalyMapPicture.Contour(image, new AnomalyMap(2, 1, values), 0.5f);
        CollectionAssert.AreEqual(Plain(2, 1).Pixels.ToArray(), image.Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { 0f, 1f }, values);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    public void A_threshold_that_is_no_number_is_refused(float threshold) =>
        Assert.AreEqual("threshold", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Contour(Plain(1, 1), new AnomalyMap(1, 1, new float[1]), threshold)).ParamName);

    [TestMethod]
    public void A_line_without_thickness_is_refused()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.Contour(Plain(1, 1), new AnomalyMap(1, 1, new float[1]), 0f, thickness: 0));
        Assert.AreEqual("thickness", exception.ParamName);
        Assert.AreEqual(0, exception.ActualValue);
    }

    [TestMethod]
    public void No_image_and_no_map_are_refused()
    {
        Assert.AreEqual("image", Assert.ThrowsExactly<ArgumentNullException>(
            () => AnomalyMapPicture.Contour(null!, new AnomalyMap(1, 1, new float[1]), 0f)).ParamName);
        Assert.AreEqual("map", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.Contour(Plain(1, 1), null!, 0f)).ParamName);
    }

    private static (int Width, int Height) Size(string rows) => (rows.Split(' ')[0].Length, rows.Split(' ').Length);

    private static RgbImage Plain(int width, int height) =>
        new(width, height, [.. Enumerable.Repeat(new[] { Ground.Red, Ground.Green, Ground.Blue }, width * height).SelectMany(rgb => rgb)]);

    private static RgbColour ColourAt(RgbImage picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Pixels.Slice(3 * ((y * picture.Width) + x), 3);
        return new RgbColour(pixel[0], pixel[1], pixel[2]);
    }

    private static string Read(RgbImage picture, RgbColour inner, RgbColour outer) => string.Join(' ', Enumerable.Range(0, picture.Height).Select(y =>
        string.Concat(Enumerable.Range(0, picture.Width).Select(x => ColourAt(picture, x, y)).Select(
            colour => colour == inner ? 'c' : colour == outer ? 'o' : colour == Ground ? '.' : '?'))));
}
