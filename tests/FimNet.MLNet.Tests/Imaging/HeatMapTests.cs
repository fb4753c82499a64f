namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class HeatMapTests
{
    private static readonly MapScale Unit = MapScale.Absolute(0f, 1f);

    // A map's value is the number of its colour's entry in the published table.
    private static readonly MapScale Entries = MapScale.Absolute(0f, 255f);

    [TestMethod]
    public void Values_have_the_colours_of_their_positions()
    {
        var map = new AnomalyMap(5, 1, new[] { -50f, 0f, 50f, 200f, 256f });
        RgbImage picture = AnomalyMapPicture.HeatMap(map, 5, 1, Entries, ColourMap.Viridis);
        CollectionAssert.AreEqual(new byte[] { 68, 1, 84, 68, 1, 84, 65, 66, 135, 112, 207, 87, 253, 231, 37 }, picture.Pixels.ToArray());
    }

    [TestMethod]
    public void Colours_are_inferno_unless_told()
    {
        RgbImage picture = AnomalyMapPicture.HeatMap(new AnomalyMap(2, 1, new[] { 0f, 1f }), 2, 1, Unit);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 4, 252, 255, 164 }, picture.Pixels.ToArray());
    }

    [TestMethod]
    public void The_map_is_interpolated_not_its_colours()
    {
        // Two values 0 and 200 over four pixels are 0, 50, 150, 200.
        RgbImage picture = AnomalyMapPicture.HeatMap(new AnomalyMap(1, 2, new[] { 0f, 200f }), 1, 4, Entries, ColourMap.Viridis);
        CollectionAssert.AreEqual(new byte[] { 68, 1, 84, 65, 66, 135, 33, 165, 133, 112, 207, 87 }, picture.Pixels.ToArray());
    }

    [TestMethod]
    public void A_constant_map_has_the_first_colour_of_its_own_scale()
    {
        var map = new AnomalyMap(3, 3, Enumerable.Repeat(0.7f, 9).ToArray());
        byte[] pixels = AnomalyMapPicture.HeatMap(map, 8, 8, MapScale.OfMap(map), ColourMap.Turbo).Pixels.ToArray();
        CollectionAssert.AreEqual(Enumerable.Repeat(new byte[] { 48, 18, 59 }, 64).SelectMany(colour => colour).ToArray(), pixels);
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 9)]
    [DataRow(17, 2)]
    public void The_picture_has_the_asked_size(int width, int height)
    {
        RgbImage picture = AnomalyMapPicture.HeatMap(new AnomalyMap(4, 3, new float[12]), width, height, Unit);
        Assert.AreEqual((width, height), (picture.Width, picture.Height));
    }

    [TestMethod]
    public void The_map_is_not_changed()
    {
        float[] values = [0.5f, 2f];
        AnomalyMapPicture.HeatMap(new AnomalyMap(2, 1, values), 3, 3, Unit);
        CollectionAssert.AreEqual(new[] { 0.5f, 2f }, values);
    }

    [TestMethod]
    [DataRow(0, 5, "width")]
    [DataRow(5, -2, "height")]
    [DataRow(1 << 16, 1 << 16, "width")]
    public void A_size_that_cannot_be_is_refused(int width, int height, string parameter) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.HeatMap(new AnomalyMap(1, 1, new float[1]), width, height, Unit)).ParamName);

    [TestMethod]
    public void Unknown_colours_are_refused() =>
        Assert.AreEqual("colours", Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => AnomalyMapPicture.HeatMap(new AnomalyMap(1, 1, new float[1]), 1, 1, Unit, (ColourMap)(-1))).ParamName);

    [TestMethod]
    public void No_map_is_refused() =>
        Assert.AreEqual("map", Assert.ThrowsExactly<ArgumentNullException>(() => AnomalyMapPicture.HeatMap(null!, 1, 1, Unit)).ParamName);
}
