namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class BudgetTests
{
    [TestMethod]
    public void Both_stages_share_the_time()
    {
        FimNetOptions options = FimNetOptions.Fast.WithBudget(TimeSpan.FromSeconds(100));
        Assert.AreEqual(TrainingLength.Time(TimeSpan.FromSeconds(50)), options.Stage1);
        Assert.AreEqual(TrainingLength.Time(TimeSpan.FromSeconds(50)), options.Stage2);
        Assert.AreEqual(FimNetOptions.Fast.LearningRate, options.LearningRate);
    }

    [TestMethod]
    public void A_stage_that_is_left_out_stays_out()
    {
        FimNetOptions options = (FimNetOptions.Fast with { Stage2 = TrainingLength.None }).WithBudget(TimeSpan.FromSeconds(100));
        Assert.AreEqual(TrainingLength.Time(TimeSpan.FromSeconds(100)), options.Stage1);
        Assert.AreEqual(TrainingLength.None, options.Stage2);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(2_600_000)]
    public void A_time_outside_its_range_is_refused(int seconds) => Assert.AreEqual(
        "training", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetOptions.Fast.WithBudget(TimeSpan.FromSeconds(seconds))).ParamName);
}
