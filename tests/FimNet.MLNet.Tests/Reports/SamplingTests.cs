using FimNet.MLNet.Reports;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public class SamplingTests
{
    [TestMethod]
    [DataRow(0, 5, "")]
    [DataRow(1, 5, "0")]
    [DataRow(5, 5, "0,1,2,3,4")]
    [DataRow(9, 5, "0,2,4,6,8")]
    [DataRow(1001, 3, "0,500,1000")]
    public void Both_ends_stay_and_the_rest_is_spread(int count, int most, string expected) => Assert.AreEqual(expected, string.Join(',', Sampling.Evenly(count, most)));
}
