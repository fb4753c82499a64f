using System.Text.Json;
using FimNet.MLNet.Tests;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.AutoML.Tests.Experiments;

[TestClass]
public class ProductTests
{
    [TestMethod]
    public void Each_product_gets_a_model_a_failing_one_its_reason_and_all_one_summary()
    {
        using var folder = new PrivateFolder();
        FimNetExperiment experiment = TinyExperiment.Create().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(3).SetCheckpointFolder(folder.Path);
        ProductDataset[] products = [new("mesh", TinyExperiment.View(4)), new("empty", TinyExperiment.View(1)), new("other mesh", TinyExperiment.View(4, firstSeed: 50))];
        IReadOnlyList<ProductResult> results = experiment.RunProducts(products);

        CollectionAssert.AreEqual(new[] { "mesh", "empty", "other mesh" }, results.Select(result => result.Name).ToArray());
        Assert.HasCount(1, results[0].Results!.Trials, "three models for three products");
        StringAssert.Contains(results[1].FailureReason!, "at least 3 are needed");
        Assert.IsNull(results[1].Best);
        Assert.AreNotEqual(results[0].Best!.Metric, results[2].Best!.Metric);
        Assert.IsNotNull(results[2].Best!.Model);

        DataFrame summary = DataFrame.LoadCsv(Path.Combine(folder.Path, "summary.csv"));
        CollectionAssert.AreEqual(new[] { "mesh", "empty", "other mesh" }, Enumerable.Range(0, 3).Select(row => (string)summary.Columns["Product"][row]).ToArray());
        Assert.AreEqual((float)results[2].Best!.Metric, Convert.ToSingle(summary.Columns["Metric"][2]));
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder.Path, "summary.html")), "other mesh");

        CollectionAssert.AreEqual(
            results.Select(result => result.Best?.Metric).ToArray(), experiment.RunProducts(products).Select(result => result.Best?.Metric).ToArray(), "the same lines once more find everything done");
    }

    [TestMethod]
    public void A_summary_that_cannot_be_replaced_keeps_no_product_from_being_trained()
    {
        using var folder = new PrivateFolder();
        string inTheWay = Directory.CreateDirectory(Path.Combine(folder.Path, "summary.csv", "inside")).Parent!.FullName;
        ProductDataset[] products = [new("mesh", TinyExperiment.View(4)), new("other mesh", TinyExperiment.View(4, firstSeed: 50))];
        FimNetExperiment Experiment(IMonitor monitor) => TinyExperiment.Create().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(2).SetCheckpointFolder(folder.Path).SetMonitor(monitor);

        Exception refused = Assert.Throws<Exception>(() => Experiment(new ListeningMonitor()).RunProducts(products));
        Assert.IsTrue(refused is IOException or UnauthorizedAccessException, refused.ToString());
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "other mesh", "models", "0000.zip")));

        Directory.Delete(inTheWay, recursive: true);
        Assert.HasCount(2, Experiment(new ListeningMonitor()).RunProducts(products));
        Assert.IsTrue(File.Exists(inTheWay));
    }

    [TestMethod]
    public void A_products_own_labelled_images_decide_and_none_of_its_good_ones_is_held_back()
    {
        using var folder = new PrivateFolder();
        FimNetExperiment experiment = TinyExperiment.Create().SetTuner(FimNetTuner.Random).SetMetric(FimNetMetric.ImageAuRoc).SetMaxModelToExplore(1).SetCheckpointFolder(folder.Path);
        IDataView validation = new MLContext().Data.LoadFromEnumerable(Enumerable.Range(20, 3).Select(i => new LabelledRow { Image = TinyExperiment.Image(i).ToMLImage(), Label = i == 22 }).ToArray());
        ProductResult result = experiment.RunProducts([new ProductDataset("mesh", TinyExperiment.View(4), validation)]).Single();

        Assert.IsNull(result.FailureReason);
        string images = Path.Combine(folder.Path, "mesh", "images");
        Assert.HasCount(4, Directory.GetFiles(Path.Combine(images, "train", "good")));
        Assert.HasCount(2, Directory.GetFiles(Path.Combine(images, "test", "good")));
        Assert.HasCount(1, Directory.GetFiles(Path.Combine(images, "test", "defective")));
    }

    [TestMethod]
    public void Cancelling_keeps_what_is_done_and_begins_no_other_product()
    {
        using var folder = new PrivateFolder();
        using var source = new CancellationTokenSource();
        var monitor = new ListeningMonitor { Completed = _ => source.Cancel() };
        FimNetExperiment experiment = TinyExperiment.Create().SetTuner(FimNetTuner.Random).SetTrainingTimeInSeconds(9).SetMaxModelToExplore(3).SetCheckpointFolder(folder.Path).SetMonitor(monitor);
        ProductDataset[] products = [.. new[] { "first", "second", "third" }.Select(name => new ProductDataset(name, TinyExperiment.View(4)))];
        IReadOnlyList<ProductResult> results = experiment.RunProducts(products, source.Token);

        Assert.HasCount(1, results);
        Assert.IsNotNull(results[0].Best);
        Assert.IsFalse(Directory.Exists(Path.Combine(folder.Path, "second")));
        Assert.AreEqual(1, DataFrame.LoadCsv(Path.Combine(folder.Path, "summary.csv")).Rows.Count);
        using JsonDocument header = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "first", "experiment.json")));
        Assert.IsInRange(0.1, 3.0, header.RootElement.GetProperty("plan").GetProperty("trainingSeconds").GetDouble(), "a third of the time is for each of three");
    }

    [TestMethod]
    public void Names_must_differ_and_be_those_of_folders()
    {
        FimNetExperiment experiment = TinyExperiment.Create().SetMaxModelToExplore(2);
        ProductDataset product = new("a", TinyExperiment.View(1));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new ProductDataset("../a", product.Train)).Message, "folder");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => experiment.RunProducts([product, product])).Message, "Two products are called 'a'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => experiment.RunProducts([])).Message, "no products");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => experiment.RunProducts([product])).Message, "SetCheckpointFolder");
    }

    private sealed class LabelledRow
    {
        [ImageType(TinyExperiment.Side, TinyExperiment.Side)]
        public MLImage? Image { get; set; }

        public bool Label { get; set; }
    }
}
