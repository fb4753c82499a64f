using FimNet.MLNet.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class PositionNormalizationTests
{
    // Five of the images are trained on and one is held back.
    private const int Images = 6;

    private static readonly FimNetOptions Options = TinyTraining.Options with { AnomalyScoring = AnomalyScoring.Mhfd, SmoothingSigma = 2, NormalizeBackground = false, ScoreTopFraction = 0.01 };

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(AnomalyScoring.Mhfd, 64, 64)]
    [DataRow(AnomalyScoring.PixelDifference, 64, 64)]
    [DataRow(AnomalyScoring.ConditionalFusion, 64, 64)]
    [DataRow(AnomalyScoring.Mhfd, 320, 64)]
    [DataRow(AnomalyScoring.Mhfd, 64, 320)]
    [DataRow(AnomalyScoring.Mhfd, 256, 192)]
    public void A_map_is_shifted_at_each_place_by_what_those_of_the_training_images_are_there_and_scaled_for_the_score(AnomalyScoring scoring, int width, int height)
    {
        FimNetOptions options = Options with { AnomalyScoring = scoring, ImageWidth = width, ImageHeight = height };
        IDataView view = _mlContext.View(Images);
        using FimNetTransformer plain = _mlContext.Fit(options with { NormalizeByPosition = false }, view);
        using FimNetTransformer normalised = _mlContext.Fit(options, view);
        float[] scoresAfter = normalised.Scores(view);
        float[][] before = Maps(plain, view), after = Maps(normalised, view);

        float heldBack = plain.ReferenceScores.Single();
        float[] scores = plain.Scores(view);
        float[][] trained = [.. before.Where((_, i) => Math.Abs(scores[i] - heldBack) > 1e-6f * heldBack)];
        Assert.HasCount(Images - 1, trained);
        double[] mean = AtPlaces(values => values.Average(), trained, width, height);
        double[] variance = AtPlaces(values => values.Average(value => value * value) - Math.Pow(values.Average(), 2), trained, width, height);
        double weight = (Images - 1) / (Images - 1 + 8.0);
        double[] deviation = [.. variance.Select(v => Math.Sqrt(weight * v + (1 - weight) * variance.Average()))];
        double averageMean = mean.Average(), averageDeviation = deviation.Average();
        for (int image = 0; image < Images; image++)
        {
            var scored = new double[mean.Length];
            for (int i = 0; i < mean.Length; i++)
            {
                double above = before[image][i] - averageMean - weight * (mean[i] - averageMean);
                Assert.AreEqual(averageMean + above, after[image][i], 1e-3 * averageMean, $"image {image}, pixel {i}");
                scored[i] = averageMean + 2 * averageDeviation / (deviation[i] + averageDeviation) * above;
            }

            int highest = (int)Math.Round(options.ScoreTopFraction * mean.Length);
            Assert.AreEqual(scored.OrderDescending().Take(highest).Average(), scoresAfter[image], 1e-3 * averageMean, $"image {image}");
        }
    }

    [TestMethod]
    public void The_paper_preset_leaves_the_map_as_it_is()
    {
        Assert.IsFalse(FimNetOptions.Paper.NormalizeByPosition);
        using FimNetTransformer model = _mlContext.Fit(Options with { NormalizeByPosition = false });
        Assert.IsFalse(model.Graph().Initializer.Any(initializer => initializer.Name.StartsWith("position.", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Maps_that_are_all_alike_stay_finite()
    {
        var moments = new PositionMoments(new MapPlaces(64, 64));
        float[] map = [.. Enumerable.Range(0, 64 * 64).Select(i => i % 4 == 0 ? 6f : 2)];
        moments.Add(map);
        PositionNormalization normalization = moments.Normalization();
        Assert.IsTrue(normalization.Gain.All(gain => gain == 1));

        // One image counts for a ninth: with an average of 3, 6 is usual with 3 + 3/9 and 2 with 3 - 1/9.
        Assert.AreEqual(3, normalization.Mean);
        for (int i = 0; i < map.Length; i++)
        {
            Assert.AreEqual(map[i] == 6 ? -3 / 9f : 1 / 9f, normalization.Shift[i], 1e-6f);
        }
    }

    /// <summary>Columns of patches that have a neighbour on either side share their places, and so do rows.</summary>
    private static double[] AtPlaces(Func<double[], double> value, float[][] maps, int width, int height)
    {
        (int X, int Y) Place(int pixel) => (Along(pixel % width, width), Along(pixel / width, height));
        static int Along(int coordinate, int size) => coordinate < 64 || coordinate >= size - 64 ? coordinate : 64 + coordinate % 64;
        Dictionary<(int, int), double> values = Enumerable.Range(0, maps[0].Length).GroupBy(Place).ToDictionary(
            pixels => pixels.Key, pixels => value([.. pixels.SelectMany(pixel => maps.Select(map => (double)map[pixel]))]));
        return [.. Enumerable.Range(0, maps[0].Length).Select(pixel => values[Place(pixel)])];
    }

    private static float[][] Maps(FimNetTransformer model, IDataView view) => [.. model.Transform(view).GetColumn<float[]>("AnomalyMap")];
}
