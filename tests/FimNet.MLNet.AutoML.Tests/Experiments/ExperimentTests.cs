using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Trials;
using FimNet.MLNet.Tests;
using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.AutoML.Tests.Experiments;

[TestClass]
public sealed class ExperimentTests : IDisposable
{
    private readonly PrivateFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void It_starts_with_the_given_options_tries_others_and_gives_the_best()
    {
        var monitor = new ListeningMonitor();
        FimNetExperiment experiment = TinyExperiment.Create(_mlContext).SetDataset(TinyExperiment.View(8)).SetMaxModelToExplore(4).SetMonitor(monitor).SetCheckpointFolder(_folder.Path);
        TrialResult best = experiment.Run();

        IReadOnlyList<TrialResult> trials = experiment.Results!.Trials;
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, trials.Select(trial => trial.TrialSettings.TrialId).ToArray());
        Assert.AreEqual(
            OptionsJson.Write(TinyExperiment.Options with { Seed = 1 }).GetRawText(), OptionsJson.Write(trials[0].TrialSettings.Options).GetRawText(), "the first trial is what was given");
        Assert.AreNotEqual(trials[0].TrialSettings.Options.LearningRate, trials[1].TrialSettings.Options.LearningRate);
        Assert.AreEqual(trials[1].TrialSettings.Options.LearningRate, trials[1].TrialSettings.Parameter[nameof(FimNetOptions.LearningRate)]);
        Assert.AreEqual(trials[2].TrialSettings.TrainingId, trials[3].TrialSettings.TrainingId, "the other two score the best training in other ways");
        TrialResult trained = trials[trials[2].TrialSettings.TrainingId];
        Assert.AreEqual(TrialState.Completed, trained.State);
        Assert.AreEqual(18, trained.LearningCurve[^1].Steps);
        Assert.IsGreaterThan(1, trained.LearningCurve.Count, "it was paused on its way");
        Assert.AreEqual(trained.TrialSettings.Options.LearningRate, trials[2].TrialSettings.Options.LearningRate);
        Assert.AreNotEqual(trained.TrialSettings.Options.SmoothingSigma, trials[2].TrialSettings.Options.SmoothingSigma);

        Assert.AreEqual(trials.Where(trial => trial.State == TrialState.Completed).Max(trial => trial.Metric), best.Metric, "a young network may look better, but one that was trained to its end goes before it");
        Assert.IsTrue(trials.All(trial => trial.Loss == -trial.Metric && trial.DurationInMilliseconds > 0 && trial.PeakMemoryInMegaByte > 50));
        Assert.AreEqual("running 0", monitor.Told[0]);
        CollectionAssert.AreEqual(new[] { "completed 0", "best 0" }, monitor.Told.GetRange(1, 2));
        Assert.AreEqual($"best {best.TrialSettings.TrialId}", monitor.Told.Last(told => told.StartsWith("best", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void The_metrics_are_those_that_the_users_own_evaluation_gives()
    {
        FimNetExperiment experiment = TinyExperiment.Create(_mlContext).SetDataset(TinyExperiment.View(10), 0.4).SetMaxModelToExplore(1).SetCheckpointFolder(_folder.Path);
        TrialResult best = experiment.Run();

        IDataView rows = _mlContext.Data.LoadDefectDataset(Path.Combine(_folder.Path, "images"), DatasetSplit.Test);
        IDataView scored = best.Model.Transform(_mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(rows).Transform(rows));
        SegmentationMetrics pixels = _mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        TrialMetrics metrics = best.LearningCurve[^1].Metrics;
        Assert.AreEqual(pixels.PixelAuRoc, metrics.PixelAuRoc!.Value, 1e-9);
        Assert.AreEqual(pixels.PixelAuRoc, best.Metric, 1e-9);
        Assert.AreEqual(pixels.AuPro, metrics.AuPro!.Value, 1e-9);
        Assert.AreEqual(_mlContext.AnomalyDetection.Evaluate(scored).AreaUnderRocCurve, metrics.ImageAuRoc, 1e-9);
        float[] scores = [.. scored.GetColumn<float>("Score")];
        bool[] labels = [.. scored.GetColumn<bool>("IsDefective")];
        Assert.AreEqual(4, labels.Count(label => label), "four images held back, four defects");

        // Of four defective images none may be missed at a miss rate of 0.05.
        float lowest = scores.Where((_, i) => labels[i]).Min();
        Assert.AreEqual(scores.Where((_, i) => !labels[i]).Count(score => score >= lowest) / 4.0, metrics.FalseAlarmRate, 1e-12);
        Assert.HasCount(6, Directory.GetFiles(Path.Combine(_folder.Path, "images", "train", "good")));

        // At a miss rate of a half two may be missed.
        float third = scores.Where((_, i) => labels[i]).Order().ElementAt(2);
        TrialMetrics half = new ModelEvaluator(_mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(rows).Transform(rows), TinyExperiment.Options, FimNetMetric.FalseAlarmRate(0.5), hasMasks: true)
            .Evaluate(best.Model.FimNet(), CancellationToken.None);
        Assert.AreEqual(scores.Where((_, i) => !labels[i]).Count(score => score >= third) / 4.0, half.FalseAlarmRate, 1e-12);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_trials_and_no_folder_is_needed()
    {
        TrialResult[][] runs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            FimNetExperiment experiment = TinyExperiment.Create().SetSeed(3).SetDataset(TinyExperiment.View(6)).SetMaxModelToExplore(3);
            TrialResult best = experiment.Run();
            Assert.IsNotNull(best.Model.FimNet(), "the best model outlives the temporary folder");
            return experiment.Results!.Trials.ToArray();
        })];
        CollectionAssert.AreEqual(runs[0].Select(trial => trial.Metric).ToArray(), runs[1].Select(trial => trial.Metric).ToArray());
        CollectionAssert.AreEqual(
            runs[0].Select(trial => OptionsJson.Write(trial.TrialSettings.Options).GetRawText()).ToArray(), runs[1].Select(trial => OptionsJson.Write(trial.TrialSettings.Options).GetRawText()).ToArray());
        TrialResult other = runs[0].First(trial => trial.Metric != runs[0].Max(t => t.Metric));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => other.Model).Message, "SetCheckpointFolder");
    }

    [TestMethod]
    public void Labelled_validation_data_decides_when_it_is_given()
    {
        (RgbImage defective, _) = ValidationDefect.Outside(DefectGeneratorOptions.Default)[0].Generate(TinyExperiment.Image(20), seed: 1);
        LabelledRow[] rows =
        [
            .. Enumerable.Range(20, 3).Select(i => new LabelledRow { Image = TinyExperiment.Image(i).ToMLImage() }),
            new LabelledRow { Image = defective.ToMLImage(), IsBad = true, Defect = "../../dent" },
        ];
        IDataView validation = _mlContext.Transforms.CopyColumns("Label", nameof(LabelledRow.IsBad)).Fit(_mlContext.Data.LoadFromEnumerable(rows)).Transform(_mlContext.Data.LoadFromEnumerable(rows));
        FimNetExperiment experiment = TinyExperiment.Create(_mlContext)
            .SetDataset(TinyExperiment.View(4), validation).SetMetric(FimNetMetric.FalseAlarmRate(0)).SetMaxModelToExplore(1).SetCheckpointFolder(_folder.Path);
        TrialResult best = experiment.Run();

        Assert.HasCount(4, Directory.GetFiles(Path.Combine(_folder.Path, "images", "train", "good")), "none is held back");
        Assert.HasCount(1, Directory.GetFiles(Path.Combine(_folder.Path, "images", "test", "______dent")), "a kind is the name of a folder, and of none elsewhere");
        Assert.IsNull(best.LearningCurve[^1].Metrics.PixelAuRoc, "there is no mask");
        Assert.AreEqual(best.LearningCurve[^1].Metrics.FalseAlarmRate, best.Metric);
        Assert.AreEqual(best.Metric, best.Loss, "lower is better");

        FimNetExperiment pixels = TinyExperiment.Create(_mlContext).SetDataset(TinyExperiment.View(4), validation).SetMaxModelToExplore(1);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => pixels.Run()).Message, "has no mask");
        rows[^1].MaskPath = Path.Combine(_folder.Path, "mask.png");
        new RgbImage(4, 2, [.. Enumerable.Repeat(byte.MaxValue, 12), .. new byte[12]]).SavePng(rows[^1].MaskPath);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => pixels.Run()).Message, "the proportions differ");
    }

    [TestMethod]
    public void Paths_of_images_are_enough_and_the_model_takes_them_too()
    {
        string root = Path.Combine(_folder.Path, "data");
        ProceduralDefectDataset.Write(root, ProceduralTexture.Weave, new ProceduralDefectDatasetOptions { ImageSize = 64, TrainImages = 6, GoodTestImages = 1, TestImagesPerDefect = 1 });
        IDataView train = _mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train), test = _mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test);
        TrialResult best = TinyExperiment.Create(_mlContext).SetDataset(train, test).SetMetric(FimNetMetric.AuPro).SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run();

        SegmentationMetrics pixels = _mlContext.AnomalyDetection.EvaluateSegmentation(best.Model.Transform(test));
        Assert.AreEqual(pixels.AuPro, best.Metric, 1e-6, "masks and images have the model's size already");
        Assert.HasCount(1, best.LearningCurve, "without pauses");

        string picture = test.GetColumn<string>("ImagePath").First();
        File.WriteAllBytes(picture, File.ReadAllBytes(picture)[..^200]);
        Assert.Throws<ImageReadException>(() => best.Model.Transform(test).GetColumn<float>("Score").ToArray());
        ITransformer patient = best.Model.WithImageOptions(new SurfaceImageOptions { OnError = ImageErrorPolicy.Skip });
        Assert.AreEqual(float.NaN, patient.Transform(test).GetColumn<float>("Score").First());
    }

    [TestMethod]
    public void What_is_missing_is_said_before_anything_is_done()
    {
        IDataView view = TinyExperiment.View(3);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TinyExperiment.Create().SetMaxModelToExplore(1).Run()).Message, "SetDataset");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TinyExperiment.Create().SetDataset(view).Run()).Message, "SetTrainingTimeInSeconds");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TinyExperiment.Create().SetMaxModelToExplore(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TinyExperiment.Create().SetTrainingTimeInSeconds(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TinyExperiment.Create().SetDataset(view, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetTuner.SuccessiveHalving(reductionFactor: 1));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => TinyExperiment.Create().SetDataset(TinyExperiment.View(2)).SetMaxModelToExplore(1).Run()).Message, "at least 3 are needed");
        FimNetOptions pairs = TinyExperiment.Options with { DefectiveImageColumnName = "Defective" };
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => TinyExperiment.Create(options: pairs).SetDataset(view).SetMaxModelToExplore(1).Run()).Message, "DefectiveImageColumnName");
        FimNetOptions hiding = TinyExperiment.Options with { PredictedLabelColumnName = nameof(DefectDatasetRow.IsDefective) };
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => TinyExperiment.Create(options: hiding).SetDataset(view).SetMaxModelToExplore(1).Run()).Message, "a scored column 'IsDefective'");
    }

    private sealed class LabelledRow
    {
        [Microsoft.ML.Transforms.Image.ImageType(TinyExperiment.Side, TinyExperiment.Side)]
        public MLImage? Image { get; set; }

        public bool IsBad { get; set; }

        public string Defect { get; set; } = "";

        public string MaskPath { get; set; } = "";
    }
}
