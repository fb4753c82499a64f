namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class MapScaleTests
{
    [TestMethod]
    public void An_absolute_scale_has_the_given_ends()
    {
        MapScale scale = MapScale.Absolute(-1f, 3f);
        Assert.AreEqual((-1f, 3f), (scale.Low, scale.High));
    }

    [TestMethod]
    public void A_map_s_own_scale_goes_from_its_lowest_to_its_highest_value()
    {
        MapScale scale = MapScale.OfMap(new AnomalyMap(2, 2, new[] { 2f, -4f, 7f, 0f }));
        Assert.AreEqual((-4f, 7f), (scale.Low, scale.High));
    }

    [TestMethod]
    [DataRow(-2f, 0f)]
    [DataRow(-1f, 0f)]
    [DataRow(0f, 0.25f)]
    [DataRow(3f, 1f)]
    [DataRow(4f, 1f)]
    public void Values_lie_between_the_ends(float value, float position) => Assert.AreEqual(position, MapScale.Absolute(-1f, 3f).Position(value));

    [TestMethod]
    public void The_widest_scale_has_a_middle() => Assert.AreEqual(0.5f, MapScale.Absolute(float.MinValue, float.MaxValue).Position(0f));

    [TestMethod]
    public void All_of_a_constant_map_is_at_the_start()
    {
        MapScale scale = MapScale.OfMap(new AnomalyMap(1, 2, new[] { 0.1f, 0.1f }));
        Assert.AreEqual((0.1f, 0.1f), (scale.Low, scale.High));
        Assert.AreEqual(0f, scale.Position(0.1f));
    }

    [TestMethod]
    [DataRow(1f, 1f, "low", "below high, which is 1")]
    [DataRow(2f, 1.5f, "low", "below high, which is 1.5")]
    [DataRow(float.NaN, 1f, "low", "finite")]
    [DataRow(float.NegativeInfinity, 1f, "low", "finite")]
    [DataRow(0f, float.NaN, "high", "finite")]
    [DataRow(0f, float.PositiveInfinity, "high", "finite")]
    public void A_scale_without_sense_is_refused(float low, float high, string parameter, string message)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MapScale.Absolute(low, high));
        Assert.AreEqual(parameter, exception.ParamName);
        Assert.AreEqual(parameter == "low" ? low : high, exception.ActualValue);
        StringAssert.Contains(exception.Message, message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void No_map_is_refused() => Assert.ThrowsExactly<ArgumentNullException>(() => MapScale.OfMap(null!));

    [TestMethod]
    [DataRow(2f, 1f, 3f)]
    [DataRow(-2f, -3f, -1f)]
    [DataRow(float.MaxValue, float.MaxValue / 2, float.MaxValue)]
    [DataRow(float.MinValue, float.MinValue, float.MinValue / 2)]
    public void A_threshold_is_in_the_middle_of_the_scale_around_it(float threshold, float low, float high)
    {
        MapScale scale = MapScale.Around(threshold);
        Assert.AreEqual((low, high), (scale.Low, scale.High));
    }

    [TestMethod]
    public void The_scale_around_zero_has_room_on_both_sides()
    {
        MapScale scale = MapScale.Around(0);
        Assert.IsLessThan(0, scale.Low);
        Assert.IsGreaterThan(0, scale.High);
        Assert.AreEqual(0.5f, scale.Position(0));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void A_threshold_that_is_not_finite_has_no_scale(float threshold) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MapScale.Around(threshold));
}
