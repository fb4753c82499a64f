using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class ColourMapsTests
{
    // The published colours at index / 255; indices that are no multiple of five lie between anchors.
    [TestMethod]
    [DataRow(ColourMap.Inferno, 0, 0, 0, 4)]
    [DataRow(ColourMap.Inferno, 32, 33, 12, 74)]
    [DataRow(ColourMap.Inferno, 64, 87, 16, 110)]
    [DataRow(ColourMap.Inferno, 128, 188, 55, 84)]
    [DataRow(ColourMap.Inferno, 192, 249, 142, 9)]
    [DataRow(ColourMap.Inferno, 254, 250, 253, 161)]
    [DataRow(ColourMap.Inferno, 255, 252, 255, 164)]
    [DataRow(ColourMap.Viridis, 0, 68, 1, 84)]
    [DataRow(ColourMap.Viridis, 32, 71, 45, 123)]
    [DataRow(ColourMap.Viridis, 64, 59, 82, 139)]
    [DataRow(ColourMap.Viridis, 128, 33, 145, 140)]
    [DataRow(ColourMap.Viridis, 192, 94, 201, 98)]
    [DataRow(ColourMap.Viridis, 254, 251, 231, 35)]
    [DataRow(ColourMap.Viridis, 255, 253, 231, 37)]
    [DataRow(ColourMap.Turbo, 0, 48, 18, 59)]
    [DataRow(ColourMap.Turbo, 32, 70, 107, 227)]
    [DataRow(ColourMap.Turbo, 64, 40, 188, 235)]
    [DataRow(ColourMap.Turbo, 128, 164, 252, 60)]
    [DataRow(ColourMap.Turbo, 192, 251, 126, 33)]
    [DataRow(ColourMap.Turbo, 254, 126, 5, 2)]
    [DataRow(ColourMap.Turbo, 255, 122, 4, 3)]
    public void Colours_are_the_published_ones(ColourMap colours, int index, int red, int green, int blue)
    {
        float tolerance = index % 5 == 0 ? 0.01f : 2f;
        (float r, float g, float b) = ColourMaps.Of(colours).At(index / 255f);
        Assert.AreEqual(red, r, tolerance);
        Assert.AreEqual(green, g, tolerance);
        Assert.AreEqual(blue, b, tolerance);
    }

    [TestMethod]
    [DataRow(ColourMap.Inferno)]
    [DataRow(ColourMap.Viridis)]
    public void Colours_get_lighter_all_along_an_even_map(ColourMap colours)
    {
        double[] lightness = [.. Enumerable.Range(0, 1001).Select(i => Luminance(ColourMaps.Of(colours).At(i / 1000f)))];
        for (int i = 1; i < lightness.Length; i++)
        {
            Assert.IsGreaterThan(lightness[i - 1], lightness[i]);
        }
    }

    [TestMethod]
    [DataRow(-3f, 0f)]
    [DataRow(3f, 1f)]
    public void Positions_outside_are_clamped(float outside, float end) =>
        Assert.AreEqual(ColourMaps.Of(ColourMap.Turbo).At(end), ColourMaps.Of(ColourMap.Turbo).At(outside));

    [TestMethod]
    public void Colours_between_anchors_are_mixed_and_rounded()
    {
        var ramp = new ColourRamp("00ff0a0afe1c14000a");
        Assert.AreEqual((2.5f, 254.75f, 14.5f), ramp.At(0.125f));
        Assert.AreEqual(new RgbColour(3, 255, 15), ramp.ColourAt(0.125f));
        Assert.AreEqual(new RgbColour(15, 127, 19), ramp.ColourAt(0.75f));
    }

    [TestMethod]
    public void An_unknown_map_is_refused()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ColourMaps.Of((ColourMap)3));
        Assert.AreEqual("colours", exception.ParamName);
        Assert.AreEqual((ColourMap)3, exception.ActualValue);
        StringAssert.Contains(exception.Message, "Inferno, Viridis or Turbo", StringComparison.Ordinal);
    }

    // Of linear light, as lightness is defined.
    private static double Luminance((float Red, float Green, float Blue) colour) =>
        (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));

    private static double Linear(float level) => level <= 0.04045 * 255 ? level / 255 / 12.92 : Math.Pow(((level / 255) + 0.055) / 1.055, 2.4);
}
