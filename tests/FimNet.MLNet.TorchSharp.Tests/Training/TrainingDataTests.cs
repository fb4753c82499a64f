using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class TrainingDataTests
{
    private readonly MLContext _mlContext = new();

    [TestMethod]
    [DataRow(2, 0.1, 1)]
    [DataRow(3, 0.5, 2)]
    [DataRow(10, 0.1, 1)]
    [DataRow(14, 0.1, 1)]
    [DataRow(16, 0.1, 2)]
    [DataRow(20, 0.4, 8)]
    public void Every_image_either_trains_or_is_held_back(int count, double fraction, int heldBack)
    {
        using TrainingData data = Read(_mlContext.View(count), TinyTraining.Options with { HeldBackFraction = fraction });
        Assert.HasCount(heldBack, data.HeldBack);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, count).ToArray(), data.Training.Concat(data.HeldBack).ToArray());
    }

    [TestMethod]
    public void The_view_is_read_once_and_an_image_of_the_models_size_is_kept_as_it_is()
    {
        int read = 0;
        using TrainingData data = Read(_mlContext.Data.LoadFromEnumerable(Rows()), TinyTraining.Options);
        Assert.AreEqual(5, read);
        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed: i).Pixels.SequenceEqual(data.GoodImage(i).Pixels), $"image {i}");
        }

        IEnumerable<SurfaceRow> Rows()
        {
            foreach (SurfaceRow row in TinyTraining.Rows(5))
            {
                read++;
                yield return row;
            }
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    public void Every_fold_trains_on_the_images_that_it_does_not_hold_back(int folds)
    {
        using TrainingData data = Read(_mlContext.View(7), TinyTraining.Options);
        TrainingData[] all = [.. data.Folds(folds)];
        int[] images = [.. Enumerable.Range(0, 7)];
        Assert.HasCount(folds, all);
        CollectionAssert.AreEquivalent(images, all.SelectMany(fold => fold.HeldBack).ToArray());
        foreach (TrainingData fold in all)
        {
            CollectionAssert.AreEquivalent(images.Except(fold.HeldBack).ToArray(), fold.Training.ToArray());
        }
    }

    [TestMethod]
    public void Reading_can_be_cancelled_between_images()
    {
        int asked = 0;
        Assert.Throws<OperationCanceledException>(() => TrainingData.Read(_mlContext.View(5), TinyTraining.Options, seed: 1, Path.GetTempPath(), () =>
        {
            if (++asked == 3)
            {
                throw new OperationCanceledException();
            }
        }));
        Assert.AreEqual(3, asked);
    }

    private static TrainingData Read(IDataView view, FimNetOptions options) => TrainingData.Read(view, options, seed: 1, Path.GetTempPath(), () => { });
}
