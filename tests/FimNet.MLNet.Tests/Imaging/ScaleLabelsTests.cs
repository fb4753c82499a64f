using System.Globalization;
using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class ScaleLabelsTests
{
    [TestMethod]
    [DataRow(0f, 1f, "0", "0.5", "1")]
    [DataRow(-0f, 1f, "0", "0.5", "1")]
    [DataRow(0.012345f, 0.034567f, "0.0123", "0.0235", "0.0346")]
    [DataRow(-1.5f, 12345f, "-1.5", "6.17e+03", "1.23e+04")]
    [DataRow(1e-5f, 2e-5f, "1e-05", "1.5e-05", "2e-05")]
    [DataRow(1000.5f, 1001.5f, "1000.5", "1001", "1001.5")]
    [DataRow(0.983f, 1.01f, "0.983", "0.9965", "1.01")]
    [DataRow(float.MinValue, float.MaxValue, "-3.4e+38", "0", "3.4e+38")]
    public void Values_have_three_digits_or_as_many_as_the_scale_needs(float low, float high, string lowLabel, string middleLabel, string highLabel) =>
        Assert.AreEqual(new ScaleLabels(highLabel, middleLabel, lowLabel), ScaleLabels.Of(MapScale.Absolute(low, high)));

    [TestMethod]
    public void The_values_of_a_constant_map_s_scale_are_the_same() =>
        Assert.AreEqual(new ScaleLabels("0.123", "0.123", "0.123"), ScaleLabels.Of(MapScale.OfMap(new AnomalyMap(1, 1, new[] { 0.1234f }))));

    [TestMethod]
    public void Neighbouring_numbers_have_labels() =>
        Assert.AreNotEqual("", ScaleLabels.Of(MapScale.Absolute(1f, MathF.BitIncrement(1f))).Middle);

    [TestMethod]
    public void The_culture_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "minus" } };
            Assert.AreEqual(new ScaleLabels("0.5", "0", "-0.5"), ScaleLabels.Of(MapScale.Absolute(-0.5f, 0.5f)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
