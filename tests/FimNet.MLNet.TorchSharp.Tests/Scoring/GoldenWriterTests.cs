using System.Globalization;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Tests.Golden;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>
/// Writes the files that later versions must load, into the folder that FIMNET_GOLDEN_FOLDER names. A file that was released is never written again: a new format, and what came to the graph later, get files of their own.
/// </summary>
[TestClass]
public sealed class GoldenWriterTests
{
    [TestMethod]
    [DataRow("format-1.2", AnomalyScoring.ConditionalMhfd, false)]
    [DataRow("fusion-1.2", AnomalyScoring.ConditionalFusion, false)]
    [DataRow("normalized-1.2", AnomalyScoring.ConditionalFusion, true)]
    public void A_golden_file_is_small_and_its_scores_are_finite_and_differ(string name, AnomalyScoring scoring, bool normalized)
    {
        using var folder = new PrivateFolder();
        string target = Environment.GetEnvironmentVariable("FIMNET_GOLDEN_FOLDER") ?? folder.Path;
        string path = Path.Combine(target, $"{name}.zip");
        var mlContext = new MLContext(seed: 0);
        TransformerChain<FimNetTransformer> model = GoldenModel.Create(mlContext, scoring, normalized);
        mlContext.Model.Save(model, mlContext.Data.LoadFromEnumerable<GoldenModel.ImagePath>([]).Schema, path);
        float[] scores = Scores(model.LastTransformer);
        File.WriteAllLines(Path.Combine(target, $"{name}.scores"), scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{BitConverter.SingleToUInt32Bits(score):x8} {score:r}")));

        Assert.IsLessThan(1L << 20, new FileInfo(path).Length);
        Assert.IsTrue(scores.All(float.IsFinite));
        Assert.HasCount(3, scores.Distinct().ToArray(), "scores that are all alike would tell nothing");
    }

    private static float[] Scores(FimNetTransformer model) =>
        [.. GoldenImages.All().Select(image => TestModel.Run(new FimNetModel(model.Onnx(), model.Settings), image)[0].Score)];
}
