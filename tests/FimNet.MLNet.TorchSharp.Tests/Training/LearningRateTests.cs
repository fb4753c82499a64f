using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class LearningRateTests
{
    [TestMethod]
    [DataRow(0.0, 0.02, DisplayName = "never zero: a hundredth")]
    [DataRow(0.025, 1.0, DisplayName = "half of the warm-up")]
    [DataRow(0.05, 2.0, DisplayName = "the peak")]
    [DataRow(0.2875, 1.7100357, DisplayName = "a quarter of the cosine: 2 * (0.01 + 0.99 * (1 + sqrt(1/2)) / 2)")]
    [DataRow(0.525, 1.01, DisplayName = "half of the cosine")]
    [DataRow(1.0, 0.02, DisplayName = "a hundredth at the end")]
    public void Warm_up_is_linear_and_half_a_cosine_follows(double fraction, double expected) =>
        Assert.AreEqual(expected, LearningRate.At(LearningRateSchedule.WarmupCosine, 2, fraction), 1e-6);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.01)]
    [DataRow(0.5)]
    [DataRow(1.0)]
    public void A_constant_rate_has_neither_warm_up_nor_decay(double fraction) =>
        Assert.AreEqual(2e-4, LearningRate.At(LearningRateSchedule.Constant, 2e-4, fraction));
}
