using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Tests.Evaluation;

[TestClass]
public class ImageBootstrapTests
{
    private static readonly Func<SegmentationMetrics, double>[] Figures = [metrics => metrics.PixelAuRoc, metrics => metrics.AveragePrecision, metrics => metrics.AuPro, metrics => metrics.F1Max];

    [TestMethod]
    public void The_only_possible_draw_has_the_figures_of_the_images_themselves()
    {
        // Whole scores below 128 have so few binary digits that nothing is rounded.
        MaskedMaps images = MaskedMaps.Random(seed: 3, images: 2, levels: 50);
        SegmentationMetrics exact = images.Metrics();

        ConfidenceInterval[] intervals = Bootstrap(images.Images.Select(ScoreHistogram.OfPixels)).Intervals(Figures, draws: 5, confidence: 0.9, seed: 0);

        for (int i = 0; i < Figures.Length; i++)
        {
            double expected = Figures[i](exact);
            Assert.AreEqual(expected, intervals[i].Low, 1e-12, $"figure {i}");
            Assert.AreEqual(expected, intervals[i].High, 1e-12, $"figure {i}");
        }
    }

    [TestMethod]
    public void The_ends_are_quantiles_of_all_draws_there_are()
    {
        float[] good = [1, 2, 3], defective = [2, 2.5f, 4];
        double[] allDraws = [.. from g in Draws(good) from d in Draws(defective) select AuRoc(g, d)];
        Array.Sort(allDraws);
        var images = good.Select(score => ScoreHistogram.OfImage(score, false)).Concat(defective.Select(score => ScoreHistogram.OfImage(score, true)));

        ConfidenceInterval interval = Bootstrap(images).Intervals(Figures, draws: 20_000, confidence: 0.8, seed: 1)[0];

        // The draws have few different values, so that the quantiles of enough of them are exact.
        Assert.AreEqual(27 * 27, allDraws.Length);
        Assert.AreEqual(allDraws[(int)(0.1 * allDraws.Length)], interval.Low, 1e-12);
        Assert.AreEqual(allDraws[(int)(0.9 * allDraws.Length)], interval.High, 1e-12);
    }

    [TestMethod]
    public void More_images_make_the_interval_narrower()
    {
        double few = Width(images: 20), many = Width(images: 500);

        // Five times as narrow, were it not for chance.
        Assert.IsLessThan(few / 3, many);

        static double Width(int images)
        {
            var random = new Random(5);
            IEnumerable<ScoreHistogram> scores = Enumerable.Range(0, images).Select(i => ScoreHistogram.OfImage(random.NextSingle() + (0.3f * (i % 2)), i % 2 == 1));
            ConfidenceInterval interval = Bootstrap(scores).Intervals(Figures, draws: 300, confidence: 0.95, seed: 2)[0];
            return interval.High - interval.Low;
        }
    }

    [TestMethod]
    public void The_seed_decides_the_draws()
    {
        ImageBootstrap bootstrap = Bootstrap(MaskedMaps.Random(seed: 7).Images.Select(ScoreHistogram.OfPixels));
        ConfidenceInterval[] first = bootstrap.Intervals(Figures, draws: 50, confidence: 0.9, seed: 3);
        CollectionAssert.AreEqual(first, bootstrap.Intervals(Figures, draws: 50, confidence: 0.9, seed: 3));
        CollectionAssert.AreNotEqual(first, bootstrap.Intervals(Figures, draws: 50, confidence: 0.9, seed: 4));
    }

    [TestMethod]
    public void Whole_images_are_evaluated_like_single_pixels()
    {
        float[] good = [1, 2, 3, 3], defective = [2, 3, 4];
        ScoreHistogram[] images = [.. good.Select(score => ScoreHistogram.OfImage(score, false)), .. defective.Select(score => ScoreHistogram.OfImage(score, true))];
        SegmentationMetrics metrics = ImageMetrics.Of(images)!;
        Assert.AreEqual(AuRoc(good, defective), metrics.PixelAuRoc, 1e-12);

        // 4 alone: 1 of 1; down to 3: 2 of 4; down to 2: 3 of 6.
        Assert.AreEqual((1 + 0.5 + 0.5) / 3, metrics.AveragePrecision, 1e-12);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Images_of_one_label_have_no_metrics(bool isDefective) => Assert.IsNull(ImageMetrics.Of([ScoreHistogram.OfImage(1, isDefective)]));

    private static ImageBootstrap Bootstrap(IEnumerable<ScoreHistogram> images) => new([.. images], new SegmentationOptions());

    private static IEnumerable<float[]> Draws(float[] values) => from a in values from b in values from c in values select new[] { a, b, c };

    private static double AuRoc(float[] good, float[] defective) =>
        defective.Average(d => good.Average(g => d > g ? 1 : d == g ? 0.5 : 0));
}
