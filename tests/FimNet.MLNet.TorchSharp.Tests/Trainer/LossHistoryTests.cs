using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class LossHistoryTests
{
    [TestMethod]
    public void A_short_history_is_kept_as_it_is()
    {
        TrainingLoss[] history = [.. Steps(stage: 1, LossHistory.MostKept - 1), .. Steps(stage: 2, 1)];
        Assert.AreSame(history, LossHistory.Thinned(history));
    }

    [TestMethod]
    public void A_long_one_is_thinned_evenly_with_the_last_step_of_each_stage()
    {
        TrainingLoss[] history = [.. Steps(stage: 1, 150_001), .. Steps(stage: 2, 99_998)];
        TrainingLoss[] kept = [.. LossHistory.Thinned(history)];
        Assert.IsLessThanOrEqualTo(LossHistory.MostKept + 2, kept.Length);
        CollectionAssert.IsSubsetOf(history.Where((_, i) => i % 3 == 0).ToArray(), kept);
        CollectionAssert.AreEqual(new[] { 150_001, 99_998 }, kept.GroupBy(loss => loss.Stage).Select(stage => stage.Last().Step).ToArray());
        CollectionAssert.AreEqual(kept.OrderBy(loss => loss.Stage).ThenBy(loss => loss.Step).ToArray(), kept);
    }

    [TestMethod]
    public void A_model_knows_its_steps_though_it_does_not_keep_them_all()
    {
        var mlContext = new MLContext(seed: 0);
        using FimNetTransformer some = TestModel.Transformer(mlContext);
        using var model = new FimNetTransformer(mlContext, some.Model with { Settings = some.Model.Settings with { TrainingHistory = LossHistory.Thinned([.. Steps(1, 150_001), .. Steps(2, 7)]) } });
        Assert.AreEqual(150_008, model.TrainingSteps);
    }

    private static IEnumerable<TrainingLoss> Steps(int stage, int count) => Enumerable.Range(1, count).Select(step => new TrainingLoss(stage, step, 0.5f, 0.25f, 0.001f));
}
