using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class AblationTests
{
    [TestMethod]
    [DynamicData(nameof(Modes))]
    public void Every_ablation_trains_and_scores(LatentModule latent, bool stage2, AnomalyScoring scoring)
    {
        var mlContext = new MLContext(seed: 0);
        IDataView view = mlContext.View(3);
        using FimNetTransformer transformer = mlContext.Fit(
            TinyTraining.Options with
            {
                LatentModule = latent,

                // Of few items only one may be left of the shrinkage, which has no entropy.
                MemorySize = 50,
                Stage1 = TrainingLength.Steps(1),
                Stage2 = stage2 ? TrainingLength.Steps(1) : TrainingLength.None,
                AnomalyScoring = scoring,
            },
            view);

        CollectionAssert.AreEqual(stage2 ? new[] { 1, 2 } : [1], transformer.TrainingHistory.Select(loss => loss.Stage).ToArray());
        Assert.AreEqual(latent == LatentModule.None, transformer.TrainingHistory.All(loss => loss.Sparsity == 0));
        Assert.AreEqual(latent != LatentModule.None, transformer.Graph().Initializer.Any(i => i.Name == "latent.memory.items"));
        float[] scores = transformer.Scores(view);
        Assert.IsTrue(scores.All(score => float.IsFinite(score) && score > 0), string.Join(' ', scores));
        Assert.AreEqual(3, scores.Distinct().Count(), "different images must have different scores");
    }

    /// <summary>Every module with every scoring; each of both with and without stage 2.</summary>
    private static IEnumerable<object[]> Modes =>
        from latent in Enum.GetValues<LatentModule>()
        from scoring in Enum.GetValues<AnomalyScoring>()
        select new object[] { latent, ((int)latent + (int)scoring) % 2 == 0, scoring };
}
