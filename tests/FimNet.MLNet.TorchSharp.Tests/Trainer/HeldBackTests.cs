using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class HeldBackTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(2, 0.1, 1, TinyTraining.Side, DisplayName = "always one")]
    [DataRow(24, 0.1, 2, TinyTraining.Side, DisplayName = "a tenth, rounded")]
    [DataRow(5, 0.5, 2, 100, DisplayName = "images that are resized")]
    public void The_threshold_is_a_quantile_of_the_scores_of_images_that_were_held_back(int images, double fraction, int heldBack, int side)
    {
        IDataView view = _mlContext.View(images, side);
        using FimNetTransformer transformer = _mlContext.Fit(TinyTraining.Options with { HeldBackFraction = fraction, ThresholdQuantile = 0.75 }, view);

        float[] scores = transformer.ReferenceScores.ToArray();
        Assert.HasCount(heldBack, scores);
        CollectionAssert.AreEqual(scores.Order().ToArray(), scores);
        float quantile = heldBack == 1 ? scores[0] : scores[0] + 0.75f * (scores[1] - scores[0]);
        Assert.AreEqual(quantile, transformer.Threshold, 1e-6f * quantile);

        // Scoring resizes the very images and says the same of them.
        float[] all = transformer.Scores(view);
        foreach (float score in scores)
        {
            Assert.AreEqual(1, all.Count(other => Math.Abs(other - score) <= 1e-5f * score), $"{score} among {string.Join(' ', all)}");
        }
    }

    [TestMethod]
    public void Images_that_are_held_back_do_not_depend_on_the_length_of_the_training_but_on_the_seed()
    {
        IDataView view = _mlContext.View(10);
        int[] first = HeldBack(seed: 1, steps: 1);
        CollectionAssert.AreEqual(first, HeldBack(seed: 1, steps: 2));
        Assert.IsTrue(Enumerable.Range(2, 3).Any(seed => !HeldBack(seed, steps: 1).SequenceEqual(first)));

        int[] HeldBack(int seed, int steps)
        {
            using FimNetTransformer transformer = _mlContext.Fit(
                TinyTraining.Options with { Seed = seed, HeldBackFraction = 0.3, Stage1 = TrainingLength.Steps(steps), Stage2 = TrainingLength.None }, view);
            float[] all = transformer.Scores(view);
            return transformer.ReferenceScores.Select(score => Array.FindIndex(all, other => Math.Abs(other - score) <= 1e-5f * score)).Order().ToArray();
        }
    }
}
