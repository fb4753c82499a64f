using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class FirstThresholdTests
{
    [TestMethod]
    [DataRow(10, 1.0, 1 + 8 * 0.01, DisplayName = "the odd one does not count")]
    [DataRow(10, 0.5, 1 + 4 * 0.01, DisplayName = "the quantile is that of the others")]
    [DataRow(9, 1.0, 50.0, DisplayName = "too few to call one odd")]
    public void It_is_the_quantile_of_what_does_not_stand_out(int count, double quantile, double expected)
    {
        float[] values = [.. Enumerable.Range(0, count - 1).Select(i => 1 + 0.01f * i), 50];
        Assert.AreEqual(expected, FirstThreshold.Of(values, quantile), 1e-6);
    }
}
