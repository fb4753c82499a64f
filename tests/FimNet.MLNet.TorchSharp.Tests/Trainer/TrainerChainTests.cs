using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public sealed class TrainerChainTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_chain_over_files_fits_evaluates_saves_loads_and_scores_bit_for_bit()
    {
        ProceduralDefectDataset.Write(
            Path.Combine(_folder.Path, "set"),
            ProceduralTexture.Grid,
            new ProceduralDefectDatasetOptions { ImageSize = TinyTraining.Side, TrainImages = 6, GoodTestImages = 2, TestImagesPerDefect = 1 });
        IDataView train = _mlContext.Data.LoadDefectDataset(Path.Combine(_folder.Path, "set"), DatasetSplit.Train);
        IDataView test = _mlContext.Data.LoadDefectDataset(Path.Combine(_folder.Path, "set"), DatasetSplit.Test);
        TransformerChain<FimNetTransformer> model = _mlContext.Transforms.LoadSurfaceImages("Image", nameof(DefectDatasetRow.ImagePath))
            .Append(_mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options))
            .Fit(train);

        IDataView scored = model.Transform(test);
        AnomalyDetectionMetrics metrics = _mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1);
        Assert.IsTrue(metrics.AreaUnderRocCurve is >= 0 and <= 1);
        SegmentationMetrics segmentation = _mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        Assert.AreEqual(8L * TinyTraining.Side * TinyTraining.Side, segmentation.DefectivePixels + segmentation.GoodPixels);

        ITransformer loaded = SaveAndLoad(model, train.Schema);
        CollectionAssert.AreEqual(model.Scores(test), loaded.Scores(test));
        CollectionAssert.AreEqual(Labels(scored), Labels(loaded.Transform(test)));
        FimNetTransformer fimNet = ((TransformerChain<ITransformer>)loaded).OfType<FimNetTransformer>().Single();
        CollectionAssert.AreEqual(model.LastTransformer.TrainingHistory.ToArray(), fimNet.TrainingHistory.ToArray());
        CollectionAssert.AreEqual(model.LastTransformer.ReferenceScores.ToArray(), fimNet.ReferenceScores.ToArray());
        Assert.AreEqual(model.LastTransformer.Threshold, fimNet.Threshold);

        static bool[] Labels(IDataView view) => view.GetColumn<bool>("PredictedLabel").ToArray();
    }

    [TestMethod]
    public void Generated_defects_of_a_chain_are_what_stage_2_repairs_and_the_fitted_chain_passes_through()
    {
        FimNetOptions options = TinyTraining.Options with { DefectiveImageColumnName = "Broken", WeightAveraging = 0 };
        IDataView view = _mlContext.View(4);
        TransformerChain<FimNetTransformer> model = Fit(DefectGeneratorOptions.Paper with { MinPastes = 1, NaturalPastes = 0 });
        TransformerChain<FimNetTransformer> harmless = Fit(DefectGeneratorOptions.Paper with { Probability = 0 });

        TrainingLoss[] history = model.LastTransformer.TrainingHistory.ToArray();
        TrainingLoss[] other = harmless.LastTransformer.TrainingHistory.ToArray();
        CollectionAssert.AreEqual(other[..2], history[..2], "stage 1 sees good images alone");
        Assert.AreNotEqual(other[2].Reconstruction, history[2].Reconstruction, "stage 2 sees the column");

        ITransformer loaded = SaveAndLoad(model, view.Schema);
        IDataView scored = loaded.Transform(view);
        CollectionAssert.AreEqual(model.Scores(view), loaded.Scores(view));
        CollectionAssert.AreEqual(TinyTraining.Rows(4).Select(row => row.Name).ToArray(), scored.GetColumn<string>("Name").ToArray());
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<MLImage> image = cursor.GetGetter<MLImage>(scored.Schema["Image"]);
        ValueGetter<MLImage> broken = cursor.GetGetter<MLImage>(scored.Schema["Broken"]);
        MLImage? first = null;
        MLImage? second = null;
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            image(ref first!);
            broken(ref second!);
            Assert.IsTrue(RgbImage.FromMLImage(first).Pixels.SequenceEqual(RgbImage.FromMLImage(second).Pixels));
        }

        Assert.AreEqual(4, rows);

        TransformerChain<FimNetTransformer> Fit(DefectGeneratorOptions defects) =>
            _mlContext.Transforms.GenerateDefects("Broken", "Image", options: defects).Append(_mlContext.AnomalyDetection.Trainers.FimNet(options)).Fit(view);
    }

    [TestMethod]
    public void Defective_images_of_the_data_are_what_stage_2_sees()
    {
        IDataView view = _mlContext.Transforms.CopyColumns("Same", "Image").Fit(_mlContext.View(4)).Transform(_mlContext.View(4));
        using FimNetTransformer negatives = _mlContext.Fit(TinyTraining.Options with { DefectiveImageColumnName = "Defective" }, view);
        using FimNetTransformer itself = _mlContext.Fit(TinyTraining.Options with { DefectiveImageColumnName = "Same" }, view);
        Assert.AreEqual(itself.TrainingHistory[1], negatives.TrainingHistory[1]);
        Assert.AreNotEqual(itself.TrainingHistory[2].Reconstruction, negatives.TrainingHistory[2].Reconstruction);
    }

    [TestMethod]
    public void The_arguments_most_often_changed_are_the_options_of_their_names()
    {
        IDataView view = _mlContext.Transforms.CopyColumns("Picture", "Image").Fit(_mlContext.View(3)).Transform(_mlContext.View(3));
        using FimNetTransformer brief = _mlContext.AnomalyDetection.Trainers.FimNet("Picture", imageSize: 64, stage1Steps: 2, stage2Steps: 1, seed: 5).Fit(view);
        FimNetOptions options = FimNetOptions.Fast with
        {
            ImageColumnName = "Picture",
            ImageWidth = 64,
            ImageHeight = 64,
            Stage1 = TrainingLength.Steps(2),
            Stage2 = TrainingLength.Steps(1),
            Seed = 5,
        };
        using FimNetTransformer full = _mlContext.Fit(options, view);
        CollectionAssert.AreEqual(new[] { 1, 1, 2 }, brief.TrainingHistory.Select(loss => loss.Stage).ToArray());
        CollectionAssert.AreEqual(full.TrainingHistory.ToArray(), brief.TrainingHistory.ToArray());
        CollectionAssert.AreEqual(full.Scores(view), brief.Scores(view));
    }

    [TestMethod]
    public void The_reconstruction_of_a_chain_reaches_the_users_class()
    {
        string path = Path.Combine(_folder.Path, "image.png");
        TestModel.Image(TinyTraining.Side, TinyTraining.Side, seed: 0).SavePng(path);
        ImageFile[] rows = [new() { ImagePath = path }, new() { ImagePath = path }];
        IDataView files = _mlContext.Data.LoadFromEnumerable(rows);
        TransformerChain<FimNetTransformer> model = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath")
            .Append(_mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options with { ReconstructionColumnName = "Reconstruction" }))
            .Fit(files);

        using PredictionEngine<ImageFile, ScoreAndReconstruction> engine = _mlContext.Model.CreatePredictionEngine<ImageFile, ScoreAndReconstruction>(model);
        ScoreAndReconstruction single = engine.Predict(rows[0]);
        byte[] expected = RgbImage.FromMLImage(single.Reconstruction!).Pixels.ToArray();
        int count = 0;
        foreach (ScoreAndReconstruction row in _mlContext.Data.CreateEnumerable<ScoreAndReconstruction>(model.Transform(files), reuseRowObject: false))
        {
            count++;
            Assert.AreEqual(single.Score, row.Score, 1e-6f * single.Score);
            Assert.IsTrue(expected.SequenceEqual(RgbImage.FromMLImage(row.Reconstruction!).Pixels.ToArray()));
        }

        Assert.AreEqual(2, count);
        Assert.IsGreaterThan(1, expected.Distinct().Count());

        using PredictionEngine<ImageFile, ScoreAlone> other = _mlContext.Model.CreatePredictionEngine<ImageFile, ScoreAlone>(model);
        Assert.AreEqual(single.Score, other.Predict(rows[0]).Score);
    }

    private ITransformer SaveAndLoad(ITransformer model, DataViewSchema schema)
    {
        string path = Path.Combine(_folder.Path, "model.zip");
        _mlContext.Model.Save(model, schema, path);
        return new MLContext().Model.Load(path, out _);
    }

    private sealed class ImageFile
    {
        public string ImagePath { get; set; } = "";
    }

    private sealed class ScoreAlone
    {
        public float Score { get; set; }
    }

    private sealed class ScoreAndReconstruction
    {
        public float Score { get; set; }

        [ImageType(TinyTraining.Side, TinyTraining.Side)]
        public MLImage? Reconstruction { get; set; }
    }
}
