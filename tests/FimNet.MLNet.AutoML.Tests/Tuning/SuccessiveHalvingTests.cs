using FimNet.MLNet.AutoML.Tuning;

namespace FimNet.MLNet.AutoML.Tests.Tuning;

[TestClass]
public class SuccessiveHalvingTests
{
    private static readonly SuccessiveHalving Thirds = new([1.0 / 9, 1.0 / 3, 1], factor: 3);

    [TestMethod]
    public void A_third_of_each_rung_goes_on_as_soon_as_it_is_known()
    {
        // Trial i has the loss of its number at every rung: the lower, the better.
        var losses = new List<List<double>>();
        var order = new List<string>();
        while (Next(losses, mayStart: losses.Count < 9) is { } decision)
        {
            Apply(decision, losses, (trial, _) => trial, order);
        }

        CollectionAssert.AreEqual(
            new[] { "start 0", "start 1", "start 2", "0 to 1", "start 3", "start 4", "start 5", "1 to 1", "start 6", "start 7", "start 8", "2 to 1", "0 to 2" }, order);
    }

    [TestMethod]
    public void Without_room_for_more_the_best_is_still_trained_to_the_end()
    {
        List<double>[] losses = [[0.3], [0.2]];
        var order = new List<string>();
        var list = losses.ToList();
        while (Next(list, mayStart: false) is { } decision)
        {
            Apply(decision, list, (trial, rung) => 0.1, order);
        }

        CollectionAssert.AreEqual(new[] { "1 to 1", "1 to 2" }, order);
    }

    [TestMethod]
    public void What_failed_or_was_stopped_does_not_go_on()
    {
        TrainingCurve[] curves = [new(0, [0.1], IsOver: true), new(1, [0.2], IsOver: false), new(2, [0.3], IsOver: false), new(3, [], IsOver: true)];
        Assert.AreEqual(new Decision.Continue(1, 1), Thirds.Next(curves, mayStart: false));
        Assert.IsInstanceOfType<Decision.Start>(Thirds.Next(curves, mayStart: true));
    }

    [TestMethod]
    [DataRow(0.50, 0.45, 0.42, false, "0.45 - 0.05 = 0.40 beats 0.42")]
    [DataRow(0.50, 0.45, 0.40, true, "0.45 - 0.05 = 0.40 does not beat 0.40")]
    [DataRow(0.40, 0.45, 0.44, true, "a rising curve is not expected to fall")]
    [DataRow(0.40, 0.43, 0.44, false, "but may be good enough as it is")]
    public void A_learning_curve_that_leads_to_nothing_better_is_stopped_before_the_last_rung(double first, double second, double finished, bool isStopped, string why)
    {
        // Two others at the middle rung make this one the best third of it.
        TrainingCurve[] curves = [new(0, [0.1, 0.9, finished], IsOver: false), new(1, [first, second], IsOver: false), new(2, [0.6, 0.95], IsOver: false)];
        Decision? decision = Thirds.Next(curves, mayStart: false);
        if (isStopped)
        {
            StringAssert.Contains(((Decision.Stop)decision!).Reason, "no better than", why);
        }
        else
        {
            Assert.AreEqual(new Decision.Continue(1, 2), decision, why);
        }
    }

    [TestMethod]
    public void A_single_rung_is_random_search()
    {
        var random = new SuccessiveHalving([1], factor: 1);
        Assert.IsInstanceOfType<Decision.Start>(random.Next([new(0, [0.1], IsOver: false)], mayStart: true));
        Assert.IsNull(random.Next([new(0, [0.1], IsOver: false)], mayStart: false));
    }

    [TestMethod]
    public void A_time_that_is_short_goes_into_one_training_and_a_long_one_into_a_bracket()
    {
        FimNetTuner tuner = FimNetTuner.SuccessiveHalving();
        TrialPlan minutes = TrialPlan.OfTime(tuner, 120), hour = TrialPlan.OfTime(tuner, 3600), days = TrialPlan.OfTime(tuner, 1e6);
        Assert.AreEqual(84, minutes.TrainingSeconds!.Value, 1e-9);
        CollectionAssert.AreEqual(new double[] { 1 }, minutes.Rungs.ToArray());
        Assert.HasCount(2, TrialPlan.OfTime(tuner, 600).Rungs);
        Assert.HasCount(3, hour.Rungs);
        Assert.AreEqual(1.0 / 9, hour.Rungs[0], 1e-12);

        // Nine trainings at a ninth, three on to a third, one on to the end.
        double bracket = hour.TrainingSeconds!.Value * ((9 * hour.Rungs[0]) + (3 * (hour.Rungs[1] - hour.Rungs[0])) + (1 - hour.Rungs[1]));
        Assert.AreEqual(0.7 * 3600, bracket, 1e-6);
        Assert.AreEqual(1800, days.TrainingSeconds, "more time makes more trials");
        Assert.HasCount(1, TrialPlan.OfTime(FimNetTuner.Random, 3600).Rungs);
    }

    private static Decision? Next(List<List<double>> losses, bool mayStart) => Thirds.Next([.. losses.Select((curve, i) => new TrainingCurve(i, curve, IsOver: false))], mayStart);

    private static void Apply(Decision decision, List<List<double>> losses, Func<int, int, double> loss, List<string> order)
    {
        switch (decision)
        {
            case Decision.Start:
                order.Add($"start {losses.Count}");
                losses.Add([loss(losses.Count, 0)]);
                break;
            case Decision.Continue(int trial, int rung):
                order.Add($"{trial} to {rung}");
                losses[trial].Add(loss(trial, rung));
                break;
            default:
                Assert.Fail($"{decision}");
                break;
        }
    }
}
