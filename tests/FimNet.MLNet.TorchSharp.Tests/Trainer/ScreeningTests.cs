using FimNet.MLNet.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class ScreeningTests
{
    private const int Count = 24;

    private static readonly int[] Defective = [3, 10];

    private static readonly FimNetOptions Options = TinyTraining.Options with { Stage1 = TrainingLength.Steps(8), Stage2 = TrainingLength.None, BatchSize = 4, AnomalyScoring = AnomalyScoring.Mhfd };

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly List<string> _warnings = [];

    public ScreeningTests() => _mlContext.Log += (_, e) =>
    {
        if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
        {
            _warnings.Add(e.Message);
        }
    };

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Every_image_is_scored_once_and_the_defective_ones_come_first(int folds)
    {
        IReadOnlyList<ScreenedImage> images = Trainer(Options).Screen(_mlContext.Data.LoadFromEnumerable(Rows()), folds);

        CollectionAssert.AreEquivalent(Enumerable.Range(0, Count).ToArray(), images.Select(image => (int)image.Row).ToArray());
        CollectionAssert.AreEquivalent(Defective, images.Where(image => image.IsSuspicious).Select(image => (int)image.Row).ToArray(), string.Join('\n', images));
        CollectionAssert.AreEqual(images.OrderByDescending(image => image.Deviations).ToArray(), images.ToArray());
        Assert.AreEqual($"row {images[0].Row} (Name = 'image {images[0].Row}')", images[0].Description);
    }

    [TestMethod]
    public void An_image_is_scored_by_a_model_that_has_not_seen_it()
    {
        SurfaceRow[] rows = Rows();
        float[] before = Scores();
        rows[5].Image = TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed: 1).ToMLImage();
        float[] after = Scores();

        // An image is seen by the model of the part that it is not in: its own model scores the rest of its part as before.
        int[] unmoved = [.. Enumerable.Range(0, Count).Where(i => before[i] == after[i])];
        Assert.HasCount(Count / 2 - 1, unmoved);
        CollectionAssert.DoesNotContain(unmoved, 5);

        float[] Scores() => [.. Trainer(Options).Screen(_mlContext.Data.LoadFromEnumerable(rows), folds: 2).OrderBy(image => image.Row).Select(image => image.Score)];
    }

    [TestMethod]
    public void Fitting_warns_of_the_defective_images_and_names_them()
    {
        using FimNetTransformer model = _mlContext.Fit(Options, _mlContext.Data.LoadFromEnumerable(Rows()));
        string warning = _warnings.Single();
        StringAssert.Contains(warning, $"2 of {Count} training images do not look like the others");
        StringAssert.Contains(warning, "row 3 (Name = 'image 3')");
        StringAssert.Contains(warning, "row 10 (Name = 'image 10')");
    }

    [TestMethod]
    public void A_defective_image_among_those_held_back_does_not_decide_over_the_first_thresholds()
    {
        IDataView view = _mlContext.Data.LoadFromEnumerable(Rows());
        using FimNetTransformer model = _mlContext.Fit(Options with { HeldBackFraction = 0.5, ThresholdQuantile = 1 }, view);

        float[] heldBack = model.ReferenceScores.ToArray();
        float[] all = model.Scores(view);
        float[] defective = heldBack.Where(score => Defective.Any(i => Math.Abs(all[i] - score) <= 1e-5f * score)).ToArray();
        Assert.IsNotEmpty(defective, "none of the defective images was held back");
        CollectionAssert.Contains(heldBack, model.Threshold);
        Assert.IsLessThan(defective.Min(), model.Threshold);
        Assert.IsGreaterThanOrEqualTo(defective.Length, model.Transform(view).GetColumn<float[]>("AnomalyMap").Count(map => map.Max() > model.PixelThreshold));
    }

    [TestMethod]
    public void Fitting_on_good_images_warns_of_nothing()
    {
        using FimNetTransformer model = _mlContext.Fit(Options, _mlContext.Data.LoadFromEnumerable(Rows().Where((_, i) => !Defective.Contains(i))));
        Assert.IsEmpty(_warnings, string.Join('\n', _warnings));
    }

    [TestMethod]
    public void Fitting_on_one_image_many_times_warns_of_it()
    {
        SurfaceRow[] rows = Enumerable.Range(0, Count).Select(_ => TinyTraining.Rows(1)[0]).ToArray();
        using FimNetTransformer model = _mlContext.Fit(TinyTraining.Options, _mlContext.Data.LoadFromEnumerable(rows));
        StringAssert.Contains(_warnings.Single(), $"All {Count} training images have the same pixels");
        Assert.IsTrue(model.Scores(_mlContext.View(2)).All(float.IsFinite));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(Count + 1)]
    public void A_number_of_parts_that_cannot_be_is_refused(int folds) =>
        Assert.AreEqual("folds", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(Options).Screen(_mlContext.View(Count), folds)).ParamName);

    [TestMethod]
    public void Deviations_are_of_logarithms_about_each_groups_median_over_one_spread()
    {
        // Logarithms about the medians: -5 to 5, and -10 to 10 in steps of 2; half of their absolute values are 4 or less.
        double[] around = [.. Enumerable.Range(-5, 11)];
        double[][] deviations = RobustDeviations.Of([Scores(around.Select(value => value + 2)), Scores(around.Select(value => 2 * value - 7))]);
        AssertAre([.. around, .. around.Select(value => 2 * value)], deviations);
    }

    [TestMethod]
    public void Where_a_model_scored_few_they_are_about_the_median_of_all()
    {
        // One, two and two: the median of all is 1, and of the distances from it 4.
        AssertAre([0, 4, -4, 7, -6], RobustDeviations.Of([Scores([1]), Scores([5, -3]), Scores([8, -5])]));
    }

    private static float[] Scores(IEnumerable<double> logarithms) => [.. logarithms.Select(value => (float)Math.Exp(value))];

    /// <summary>Of logarithms whose distances from the medians have the median 4.</summary>
    private static void AssertAre(double[] distances, double[][] deviations)
    {
        double[] all = [.. deviations.SelectMany(group => group)];
        Assert.HasCount(distances.Length, all);
        foreach ((double expect, double actual) in distances.Zip(all))
        {
            Assert.AreEqual(expect / 4 / 1.4826, actual, 1e-6);
        }
    }

    [TestMethod]
    public void Scores_that_nearly_agree_are_not_taken_for_a_spread_of_nothing() =>
        Assert.IsTrue(RobustDeviations.Of([[1f, 1f, 1f, 1f, 1.05f]]).Single().All(deviation => deviation < ScreenedImage.SuspiciousDeviations));

    private FimNetTrainer Trainer(FimNetOptions options) => _mlContext.AnomalyDetection.Trainers.FimNet(options);

    /// <summary>Smooth images alike but for brightness, some with a black block.</summary>
    private static SurfaceRow[] Rows() => Enumerable.Range(0, Count).Select(i =>
    {
        var pixels = new byte[3 * TinyTraining.Side * TinyTraining.Side];
        for (int p = 0; p < pixels.Length; p++)
        {
            int x = p / 3 % TinyTraining.Side, y = p / 3 / TinyTraining.Side;
            bool block = Defective.Contains(i) && x is > 20 and < 44 && y is > 20 and < 44;
            pixels[p] = (byte)(block ? 0 : 150 + 40 * Math.Sin(0.4 * x + 0.5 * i) * Math.Cos(0.3 * y));
        }

        return new SurfaceRow { Name = $"image {i}", Image = new RgbImage(TinyTraining.Side, TinyTraining.Side, pixels).ToMLImage() };
    }).ToArray();
}
