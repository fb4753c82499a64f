using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Export;

[TestClass]
public class IlluminationTests
{
    private const int Width = 128;
    private const int Height = 64;

    private static readonly GraphOptions Normalised = TestModel.Options with { NormalizeIllumination = true };

    [TestMethod]
    [DataRow(Width, Height)]
    [DataRow(2048, 1024)]
    public void Gain_and_offset_give_every_image_the_same_mean_and_deviation_where_nothing_is_far_off(int width, int height)
    {
        RgbImage image = TestModel.Image(width, height, seed: 1);
        double[] levels = [.. image.Pixels.ToArray().Select(level => (double)level)];
        (double mean, double deviation) = Moments(levels);
        for (int round = 0; round < 2; round++)
        {
            (mean, deviation) = Moments([.. levels.Where(level => Math.Abs(level - mean) <= 2 * deviation)]);
        }

        Illumination illumination = Find(image);
        Assert.AreEqual(37.5 / deviation, illumination.Gain, 1e-6 * illumination.Gain);
        Assert.AreEqual(127.5 - (37.5 / deviation * mean), illumination.Offset, 1e-4);
    }

    [TestMethod]
    public void A_hole_hardly_moves_the_surface_around_it()
    {
        RgbImage image = TestModel.Image(Width, Height, seed: 1);
        byte[] surface = Array.ConvertAll(image.Pixels.ToArray(), level => (byte)(100 + (level / 8)));
        byte[] holed = [.. surface.Select((level, i) => i / 3 % Width < Width / 20 ? (byte)0 : level)];
        Illumination whole = Find(new RgbImage(Width, Height, surface)), around = Find(new RgbImage(Width, Height, holed));
        Assert.AreEqual(1, around.Gain / whole.Gain, 0.06);
        Assert.AreEqual((116 * whole.Gain) + whole.Offset, (116 * around.Gain) + around.Offset, 2);

        // With a plain mean and deviation the surface would lose most of its contrast.
        Assert.IsLessThan(0.5, Moments([.. surface.Select(level => (double)level)]).Deviation / Moments([.. holed.Select(level => (double)level)]).Deviation);
    }

    [TestMethod]
    public void The_other_images_of_a_batch_do_not_move_a_bit()
    {
        RgbImage[] images = [.. Enumerable.Range(0, 5).Select(seed => TestModel.Image(Width, Height, seed))];
        using var meter = new IlluminationMeter(Width, Height);
        CollectionAssert.AreEqual(images.Select(Find).ToArray(), meter.Measure([.. images.SelectMany(image => image.Buffer)]));
    }

    [TestMethod]
    public void Levels_are_rounded_to_even_and_limited()
    {
        byte[] image = [0, 1, 2, 3, 100, 255];
        new Illumination(1.5f, -1).Apply(image, image);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 2, 4, 149, 255 }, image);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(128)]
    [DataRow(255)]
    public void An_image_of_one_grey_level_becomes_the_middle_one(int level)
    {
        var image = new RgbImage(Width, Height, Enumerable.Repeat((byte)level, 3 * Width * Height).ToArray());
        Illumination illumination = Find(image);
        Assert.AreEqual(37.5f / 4, illumination.Gain);
        Assert.AreEqual(127.5f, (level * illumination.Gain) + illumination.Offset);
    }

    [TestMethod]
    [DataRow(AnomalyScoring.Mhfd)]
    [DataRow(AnomalyScoring.PixelDifference)]
    public void A_model_scores_an_image_as_one_that_does_not_normalise_scores_the_normalised_image(AnomalyScoring scoring)
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        RgbImage image = Dim(TestModel.Image(Width, Height, seed: 1));
        Illumination illumination = Find(image);
        var seen = new byte[image.Pixels.Length];
        illumination.Apply(image.Pixels, seen);
        TestScores expected = TestModel.Run(TestModel.Create(network, TestModel.Options with { Scoring = scoring }), new RgbImage(Width, Height, seen))[0];
        TestScores actual = TestModel.Run(TestModel.Create(network, Normalised with { Scoring = scoring }), TestModel.Image(Width, Height, seed: 2), image)[1];
        Assert.AreEqual(expected.Score, actual.Score, 1e-5f * expected.Score);
        for (int i = 0; i < expected.Map.Length; i++)
        {
            Assert.AreEqual(expected.Map[i], actual.Map[i], 1e-4f * expected.Score, $"pixel {i}");
        }

        // The network's reconstruction is rounded once more here than in the graph.
        byte[] repainted = actual.Reconstruction.Pixels.ToArray();
        for (int i = 0; i < repainted.Length; i++)
        {
            double level = Math.Clamp((expected.Reconstruction.Pixels[i] - illumination.Offset) / illumination.Gain, 0, 255);
            Assert.AreEqual(level, repainted[i], 0.5 + (0.51 / illumination.Gain), $"value {i}");
        }
    }

    [TestMethod]
    public void Another_exposure_of_an_image_hardly_moves_its_score()
    {
        RgbImage bright = TestModel.Image(Width, Height, seed: 1), dim = Dim(bright);
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        Assert.AreEqual(0, Change(Normalised), 0.01);
        Assert.IsGreaterThan(0.1, Change(TestModel.Options));

        double Change(GraphOptions options)
        {
            TestScores[] scores = TestModel.Run(TestModel.Create(network, options), bright, dim);
            return Math.Abs(scores[1].Score - scores[0].Score) / scores[0].Score;
        }
    }

    [TestMethod]
    public void Training_sees_normalised_images_where_it_is_told_to()
    {
        Assert.IsFalse(FimNetOptions.Fast.NormalizeIllumination);
        Assert.IsFalse(FimNetOptions.Paper.NormalizeIllumination);
        FimNetOptions options = TinyTraining.Options with { DefectiveImageColumnName = "Defective" };
        IDataView view = new MLContext().View(3);
        using TrainingData normalised = TrainingData.Read(view, options with { NormalizeIllumination = true }, seed: 1, Path.GetTempPath(), () => { }), plain = TrainingData.Read(view, options, seed: 1, Path.GetTempPath(), () => { });
        for (int i = 0; i < 3; i++)
        {
            RgbImage image = TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed: i);
            byte[] negative = Array.ConvertAll(image.Pixels.ToArray(), level => (byte)(255 - level)), buffer = new byte[negative.Length], expected = new byte[negative.Length];
            Illumination illumination = Find(image);
            illumination.Apply(image.Pixels, expected);
            Assert.IsTrue(normalised.Good(i, buffer).SequenceEqual(expected));
            illumination.Apply(negative, expected);
            Assert.IsTrue(normalised.Defective(i, buffer).SequenceEqual(expected), "both must differ in nothing but the defect");
            Assert.IsTrue(normalised.GoodImage(i).Pixels.SequenceEqual(image.Pixels), "the graph normalises by itself");
            Assert.IsTrue(plain.Good(i, buffer).SequenceEqual(image.Pixels));
            Assert.IsTrue(plain.Defective(i, buffer).SequenceEqual(negative));
        }
    }

    private static (double Mean, double Deviation) Moments(double[] levels)
    {
        double mean = levels.Average();
        return (mean, Math.Sqrt(levels.Average(level => (level - mean) * (level - mean))));
    }

    private static Illumination Find(RgbImage image)
    {
        using var meter = new IlluminationMeter(image.Width, image.Height);
        return meter.Measure(image.Buffer).Single();
    }

    private static RgbImage Dim(RgbImage image) => new(image.Width, image.Height, Array.ConvertAll(image.Pixels.ToArray(), level => (byte)((level / 2) + 10)));
}
