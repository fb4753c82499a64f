using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Tests.Numerics;

[TestClass]
public class QuantileTests
{
    [TestMethod]
    [DataRow(0.0, 1f)]
    [DataRow(0.25, 1.75f, DisplayName = "position 0.75 of 3: 1 + 0.75 * (2 - 1)")]
    [DataRow(0.5, 3f, DisplayName = "between 2 and 4")]
    [DataRow(0.9, 8.2f, DisplayName = "position 2.7 of 3: 4 + 0.7 * (10 - 4)")]
    [DataRow(1.0, 10f)]
    public void Order_statistics_are_interpolated_linearly(double probability, float expected) =>
        Assert.AreEqual(expected, Quantile.Linear([1f, 2f, 4f, 10f], probability), 1e-6f);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.95)]
    [DataRow(1.0)]
    public void The_quantile_of_one_value_is_that_value(double probability) => Assert.AreEqual(7f, Quantile.Linear([7f], probability));
}
