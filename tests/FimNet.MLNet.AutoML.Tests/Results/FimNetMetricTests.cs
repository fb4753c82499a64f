namespace FimNet.MLNet.AutoML.Tests.Results;

[TestClass]
public class FimNetMetricTests
{
    private static readonly TrialMetrics Bad = new(ImageAuRoc: 0.5, PixelAuRoc: 0.6, AuPro: 0.7, FalseAlarmRate: 0.4);
    private static readonly TrialMetrics Good = new(ImageAuRoc: 0.8, PixelAuRoc: 0.9, AuPro: 1.0, FalseAlarmRate: 0.1);

    private static IEnumerable<(FimNetMetric Metric, string Name, double Good, bool IsHigherBetter, bool NeedsMasks)> Metrics =>
    [
        (FimNetMetric.ImageAuRoc, "ImageAuRoc", 0.8, true, false),
        (FimNetMetric.PixelAuRoc, "PixelAuRoc", 0.9, true, true),
        (FimNetMetric.AuPro, "AuPro", 1.0, true, true),
        (FimNetMetric.FalseAlarmRate(0.02), "FalseAlarmRate(0.02)", 0.1, false, false),
    ];

    [TestMethod]
    [DynamicData(nameof(Metrics))]
    public void A_metric_has_its_value_and_the_better_one_the_lower_loss(FimNetMetric metric, string name, double good, bool isHigherBetter, bool needsMasks)
    {
        Assert.AreEqual(good, metric.Of(Good));
        Assert.IsLessThan(metric.Loss(Bad), metric.Loss(Good));
        Assert.AreEqual((name, isHigherBetter, needsMasks), (metric.Name, metric.IsHigherBetter, metric.NeedsMasks));
        FimNetMetric parsed = FimNetMetric.Parse(metric.Name);
        Assert.AreEqual((name, metric.MissRate), (parsed.ToString(), parsed.MissRate));
        Assert.AreEqual(good, parsed.Of(Good));
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void A_miss_rate_out_of_its_range_is_refused(double missRate) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetMetric.FalseAlarmRate(missRate)).Message, "missRate must be 0 or above and below 1");
}
