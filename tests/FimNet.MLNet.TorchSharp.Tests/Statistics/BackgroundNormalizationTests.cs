using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class BackgroundNormalizationTests
{
    // Five of the images are trained on and one is held back.
    private const int Images = 6;

    private const int Cell = 8;

    private static readonly FimNetOptions Options = TinyTraining.Options with { AnomalyScoring = AnomalyScoring.Mhfd, SmoothingSigma = 2 };

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(AnomalyScoring.Mhfd, false)]
    [DataRow(AnomalyScoring.ConditionalFusion, false)]
    [DataRow(AnomalyScoring.ConditionalFusion, true)]
    public void A_map_loses_a_quarter_of_what_its_lower_half_exceeds_that_of_training_images_by_and_the_score_nothing(AnomalyScoring scoring, bool byPosition)
    {
        FimNetOptions options = Options with { AnomalyScoring = scoring, NormalizeByPosition = byPosition };
        IDataView view = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Images).Select(i => new SurfaceRow { Name = $"image {i}", Image = WithContrast(0.3f + 0.1f * i, seed: i).ToMLImage() }));
        using FimNetTransformer raw = _mlContext.Fit(options with { NormalizeByPosition = false, NormalizeBackground = false }, view);
        using FimNetTransformer plain = _mlContext.Fit(options with { NormalizeBackground = false }, view);
        using FimNetTransformer normalised = _mlContext.Fit(options, view);
        float[] scores = raw.Scores(view);
        double[] backgrounds = [.. Maps(raw, view).Select(Background)];
        int heldBack = Array.FindIndex(scores, score => Math.Abs(score - raw.ReferenceScores.Single()) <= 1e-6f * score);
        double usual = backgrounds.Where((_, i) => i != heldBack).Average();
        Assert.IsGreaterThan(0.05, backgrounds.Max() / usual - 1);

        float[][] before = Maps(plain, view), after = Maps(normalised, view);
        for (int image = 0; image < Images; image++)
        {
            double excess = backgrounds[image] - usual;
            for (int i = 0; i < before[image].Length; i++)
            {
                Assert.AreEqual(before[image][i] - excess / 4, after[image][i], 1e-5 * usual, $"image {image}, pixel {i}");
            }
        }

        CollectionAssert.AreEqual(plain.Scores(view), normalised.Scores(view));
    }

    [TestMethod]
    public void Images_of_a_batch_have_backgrounds_of_their_own()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        FimNetModel model = TestModel.Create(network, TestModel.Options, normalization: new MapNormalization(Positions: null, UsualBackground: 0));
        RgbImage[] images = [TestModel.Image(128, 64, seed: 1), new RgbImage(128, 64, new byte[3 * 128 * 64]), TestModel.Image(128, 64, seed: 2)];
        TestScores[] together = TestModel.Run(model, images);
        for (int i = 0; i < images.Length; i++)
        {
            float[] alone = TestModel.Run(model, images[i])[0].Map;
            Assert.AreEqual(0, alone.Zip(together[i].Map, (a, b) => Math.Abs(a - b)).Max(), 1e-5f * alone.Max());
        }
    }

    [TestMethod]
    public void The_paper_preset_has_none() => Assert.IsFalse(FimNetOptions.Paper.NormalizeBackground);

    private static RgbImage WithContrast(float contrast, int seed) =>
        new(TinyTraining.Side, TinyTraining.Side, Array.ConvertAll(TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed).Pixels.ToArray(), value => (byte)(127 + contrast * (value - 127))));

    /// <summary>Maps are one patch of 64x64 pixels.</summary>
    private static double Background(float[] map)
    {
        const int Side = 64;
        IEnumerable<double> cells = map.Select((value, i) => (Value: (double)value, Cell: (i / Side / Cell, i % Side / Cell))).GroupBy(pixel => pixel.Cell, (_, pixels) => pixels.Average(pixel => pixel.Value));
        return cells.Order().Take(Side / Cell * Side / Cell / 2).Average();
    }

    private static float[][] Maps(FimNetTransformer model, IDataView view) => [.. model.Transform(view).GetColumn<float[]>("AnomalyMap")];
}
