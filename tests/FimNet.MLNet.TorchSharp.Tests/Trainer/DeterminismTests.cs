using System.Globalization;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class DeterminismTests
{
    [TestMethod]
    public void The_same_seed_gives_the_same_file_whatever_torchs_own_seed_and_another_seed_another()
    {
        torch.manual_seed(1);
        var mlContext = new MLContext();
        FimNetTrainer trainer = mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options with { Seed = 5 });
        IDataView view = mlContext.View(4);
        using FimNetTransformer first = trainer.Fit(view);
        torch.manual_seed(2);
        using FimNetTransformer second = trainer.Fit(view);
        using FimNetTransformer other = mlContext.Fit(TinyTraining.Options with { Seed = 6 }, view);

        Assert.IsTrue(first.Onnx().SequenceEqual(second.Onnx()));
        Assert.IsFalse(first.Graph().Weight("decoder.deconv1.weight").SequenceEqual(other.Graph().Weight("decoder.deconv1.weight")));
        CollectionAssert.AreNotEqual(first.TrainingHistory.ToArray(), other.TrainingHistory.ToArray());
    }

    [TestMethod]
    public void The_language_of_the_user_is_not_in_the_file()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        FimNetOptions options = TinyTraining.Options with { AnomalyScoring = AnomalyScoring.ConditionalFusion, SmoothingSigma = 1.5 };
        using FimNetTransformer here = new MLContext().Fit(options);
        try
        {
            CultureInfo.CurrentCulture = comma;
            using FimNetTransformer elsewhere = new MLContext().Fit(options);
            CollectionAssert.AreEqual(here.Onnx(), elsewhere.Onnx());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void The_contexts_seed_is_used_when_the_options_have_none_and_the_file_tells_which()
    {
        using FimNetTransformer fromContext = new MLContext(seed: 7).Fit(TinyTraining.Options with { Seed = null });
        using FimNetTransformer fromOptions = new MLContext(seed: 8).Fit(TinyTraining.Options with { Seed = 7 });

        Assert.IsTrue(fromContext.Onnx().SequenceEqual(fromOptions.Onnx()));
        Assert.AreEqual(7, fromContext.Settings.TrainerOptions!.Value.GetProperty("seed").GetInt32());
    }

    [TestMethod]
    public void Images_that_do_not_fit_into_memory_give_the_same_model()
    {
        // 24 images of 128x128 are 1.2 MB.
        var mlContext = new MLContext();
        IDataView view = mlContext.View(24, side: 128);
        FimNetOptions options = TinyTraining.Options with { ImageWidth = 128, ImageHeight = 128, Stage1 = TrainingLength.Steps(3), BatchSize = 16 };
        using FimNetTransformer fromFile = mlContext.Fit(options with { CacheMegabytes = 1 }, view);
        using FimNetTransformer fromMemory = mlContext.Fit(options with { CacheMegabytes = 100 }, view);

        Assert.IsTrue(fromFile.Graph().Equals(fromMemory.Graph()));
        CollectionAssert.AreEqual(fromMemory.ReferenceScores.ToArray(), fromFile.ReferenceScores.ToArray());
    }

    [TestMethod]
    public void They_go_to_the_folder_that_ml_net_is_told_of()
    {
        var mlContext = new MLContext { TempFilePath = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}") };
        FimNetOptions options = TinyTraining.Options with { ImageWidth = 128, ImageHeight = 128, CacheMegabytes = 1 };
        DirectoryNotFoundException missing = Assert.ThrowsExactly<DirectoryNotFoundException>(() => mlContext.Fit(options, mlContext.View(24, side: 128)));
        StringAssert.Contains(missing.Message, mlContext.TempFilePath, StringComparison.Ordinal);
    }
}
