namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class AnomalyMapTests
{
    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void A_value_that_cannot_be_drawn_is_named(float value)
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => new AnomalyMap(2, 2, new[] { 0f, 0f, 0f, value }));
        Assert.AreEqual("values", exception.ParamName);
        StringAssert.Contains(exception.Message, "column 1, row 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Another_number_of_values_is_refused()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => new AnomalyMap(3, 1, new float[2]));
        StringAssert.Contains(exception.Message, "3x1 has 3 values, but 2", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(0, 1, "width")]
    [DataRow(1, -1, "height")]
    public void A_map_without_pixels_is_refused(int width, int height, string parameter) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AnomalyMap(width, height, new float[1])).ParamName);
}
