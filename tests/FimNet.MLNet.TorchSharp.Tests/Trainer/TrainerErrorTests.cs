using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class TrainerErrorTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Too_few_images_are_counted_and_refused(int count)
    {
        string message = Assert.Throws<InvalidOperationException>(() => _mlContext.Fit(TinyTraining.Options, _mlContext.View(count))).Message;
        StringAssert.Contains(message, $"The training data has {count} images; at least 2 are needed");
    }

    [TestMethod]
    [DataRow("damaged.png", "no image", DisplayName = "damaged")]
    [DataRow("empty.png", "", DisplayName = "empty")]
    public void A_file_that_is_no_image_is_named(string name, string content)
    {
        using var folder = new PrivateFolder();
        string good = Path.Combine(folder.Path, "good.png");
        string bad = Path.Combine(folder.Path, name);
        TestModel.Image(TinyTraining.Side, TinyTraining.Side, 0).SavePng(good);
        File.WriteAllText(bad, content);
        IDataView files = _mlContext.Data.LoadFromEnumerable(new[] { good, bad, good }.Select(path => new { ImagePath = path }));
        StringAssert.Contains(Assert.Throws<ImageReadException>(() => Chain().Fit(files)).Message, bad);
    }

    [TestMethod]
    public void A_file_that_is_missing_is_named()
    {
        IDataView files = _mlContext.Data.LoadFromEnumerable(new[] { "nowhere/1.png", "nowhere/2.png" }.Select(path => new { ImagePath = path }));
        StringAssert.Contains(Assert.Throws<ImageReadException>(() => Chain().Fit(files)).Message, "nowhere/1.png");
    }

    [TestMethod]
    public void A_row_without_an_image_is_named()
    {
        SurfaceRow[] rows = TinyTraining.Rows(3);
        rows[1].Image = null;
        string message = Assert.Throws<ImageReadException>(() => _mlContext.Fit(TinyTraining.Options, _mlContext.Data.LoadFromEnumerable(rows))).Message;
        StringAssert.Contains(message, "row 1 (Name = 'image 1')");
    }

    [TestMethod]
    [DataRow("Other", null, "Could not find input column 'Other'")]
    [DataRow("Name", null, "expected Image, got String")]
    [DataRow("Image", "Other", "Could not find input column 'Other'")]
    [DataRow("Image", "Name", "expected Image, got String")]
    public void A_missing_or_wrong_image_column_is_named_by_fit_and_by_the_schema(string image, string? defective, string expected)
    {
        FimNetTrainer trainer = _mlContext.AnomalyDetection.Trainers.FimNet(
            TinyTraining.Options with { ImageColumnName = image, DefectiveImageColumnName = defective });
        IDataView view = _mlContext.View(3);
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(view)).Message, expected);
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GetOutputSchema(view.Schema.Shape())).Message, expected);
    }

    [TestMethod]
    public void Nothing_is_no_data()
    {
        FimNetTrainer trainer = _mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options);
        Assert.Throws<ArgumentNullException>(() => trainer.Fit(null!));
        Assert.Throws<ArgumentNullException>(() => trainer.GetOutputSchema(null!));
    }

    [TestMethod]
    public void A_gpu_that_is_not_there_is_refused_before_an_image_is_read_with_what_to_install()
    {
        SkipWithCuda();
        _mlContext.GpuDeviceId = 0;
        _mlContext.FallbackToCpu = false;
        string message = Assert.Throws<InvalidOperationException>(() => _mlContext.Fit(TinyTraining.Options, _mlContext.View(0))).Message;
        StringAssert.Contains(message, "GpuDeviceId is 0, but libtorch sees 0 CUDA devices");
        StringAssert.Contains(message, "TorchSharp-cuda-windows or TorchSharp-cuda-linux");
    }

    [TestMethod]
    public void With_fallback_the_cpu_trains_instead_and_the_log_warns()
    {
        SkipWithCuda();
        _mlContext.GpuDeviceId = 0;
        _mlContext.FallbackToCpu = true;
        var log = new List<string>();
        _mlContext.Log += (_, message) => log.Add(message.RawMessage);
        using FimNetTransformer transformer = _mlContext.Fit(TinyTraining.Options);
        Assert.HasCount(3, transformer.TrainingHistory);
        Assert.IsTrue(log.Any(message => message.EndsWith("Training on the CPU.", StringComparison.Ordinal)));
    }

    private EstimatorChain<FimNetTransformer> Chain() =>
        _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Append(_mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options));

    private static void SkipWithCuda()
    {
        if (torch.cuda.is_available())
        {
            Assert.Inconclusive("This machine has a CUDA device.");
        }
    }
}
