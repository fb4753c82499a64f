using FimNet.MLNet.Diagnostics;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Diagnostics;

/// <summary>The instruments are the process's, so nothing else may score or train meanwhile.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MetricsTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Scoring_counts_images_by_decision_times_runs_and_names_failures()
    {
        using FimNetTransformer original = TestModel.Transformer(_mlContext);
        IDataView view = View([.. Enumerable.Range(0, 10).Select(i => i == 4 ? null : TestModel.Image(128, 64, seed: i))]);
        float[] scores = [.. original.Transform(view).GetColumn<float>("Score")];
        using FimNetTransformer transformer = original.WithThreshold(scores.Where(float.IsFinite).Order().ElementAt(2));

        using var measurements = new Measurements();
        _ = transformer.Transform(view).GetColumn<float>("Score").ToArray();

        string[] tags = ["fimnet.model.size=128x64", "fimnet.model.quantized=False"];
        Assert.AreEqual(6, measurements.Sum("fimnet.scoring.images", [.. tags, "fimnet.decision=defective"]));
        Assert.AreEqual(3, measurements.Sum("fimnet.scoring.images", [.. tags, "fimnet.decision=good"]));
        Assert.AreEqual(1, measurements.Sum("fimnet.scoring.failures", [.. tags, "error.type=missing"]));
        Measurement[] runs = measurements.Of("fimnet.scoring.duration", tags);
        Assert.IsTrue(runs.Length is >= 1 and <= 9, $"{runs.Length} runs for 9 images");
        Assert.IsTrue(runs.All(run => run.Value is > 0 and < 60 && run.Unit == "s"));
        Assert.IsTrue(measurements.Of("fimnet.scoring.images").All(m => m.Unit == "{image}"));
    }

    [TestMethod]
    public void An_engine_counts_as_a_cursor_does()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        using PredictionEngine<Row, Scored> engine = _mlContext.Model.CreatePredictionEngine<Row, Scored>(transformer);
        using var measurements = new Measurements();
        engine.Predict(new Row { Image = TestModel.Image(128, 64, seed: 1).ToMLImage() });
        engine.Predict(new Row());
        Assert.AreEqual(1, measurements.Sum("fimnet.scoring.images"));
        Assert.AreEqual(1, measurements.Sum("fimnet.scoring.failures"));
        Assert.HasCount(1, measurements.Of("fimnet.scoring.duration"));
    }

    [TestMethod]
    public void Files_are_timed_and_bad_ones_named_by_the_exceptions_type()
    {
        string good = Path.Combine(_folder.Path, "good.png"), bad = Path.Combine(_folder.Path, "bad.png");
        TestModel.Image(128, 64, seed: 1).SavePng(good);
        File.WriteAllText(bad, "no image");
        IDataView files = _mlContext.Data.LoadFromEnumerable(new[] { good, bad }.Select(path => new { ImagePath = path }));
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        IDataView scored = transformer.Transform(_mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(files).Transform(files));

        using var measurements = new Measurements();
        Assert.Throws<ImageReadException>(() => scored.GetColumn<float>("Score").ToArray());
        Assert.HasCount(2, measurements.Of("fimnet.image.load.duration"));
        Assert.HasCount(1, measurements.Of("fimnet.image.load.duration", "error.type=FimNet.MLNet.ImageReadException"));
        Assert.AreEqual(1, measurements.Sum("fimnet.scoring.failures", "error.type=FimNet.MLNet.ImageReadException"));
    }

    [TestMethod]
    public void Training_counts_steps_and_tells_the_losses_of_the_history()
    {
        using var measurements = new Measurements();
        using FimNetTransformer transformer = _mlContext.Fit(TinyTraining.Options);

        Assert.AreEqual(2, measurements.Sum("fimnet.training.steps", "fimnet.training.stage=1"));
        Assert.AreEqual(1, measurements.Sum("fimnet.training.steps", "fimnet.training.stage=2"));
        CollectionAssert.AreEqual(
            transformer.TrainingHistory.Select(loss => (double)loss.Reconstruction).ToArray(),
            measurements.Of("fimnet.training.loss", "fimnet.training.loss.kind=reconstruction").Select(m => m.Value).ToArray());
        CollectionAssert.AreEqual(
            transformer.TrainingHistory.Select(loss => (double)loss.Sparsity).ToArray(),
            measurements.Of("fimnet.training.loss", "fimnet.training.loss.kind=sparsity").Select(m => m.Value).ToArray());
        Measurement[] durations = measurements.Of("fimnet.training.step.duration");
        Assert.HasCount(3, durations);
        Assert.IsTrue(durations.All(m => m.Value is > 0 and < 60));
        Assert.IsEmpty(measurements.Of("fimnet.training.rollbacks"));
    }

    [TestMethod]
    public void A_stage_that_goes_back_is_counted_and_its_steps_are_forgotten()
    {
        using var measurements = new Measurements();
        using IChannel channel = ((IChannelProvider)_mlContext).Start("Training");
        var record = new TrainingRecord(channel, progress: null);
        record.Resume([Loss(1, 12), Loss(2, 10), Loss(2, 11)], TimeSpan.Zero);
        record.RollBack(new StagePosition(Stage: 2, Step: 10, Patches: 0, Rollbacks: 1, TimeSpan.Zero), "it ran away", learningRate: 0.001);

        Assert.AreEqual(1, measurements.Sum("fimnet.training.rollbacks", "fimnet.training.stage=2"));
        Assert.HasCount(1, measurements.Of("fimnet.training.rollbacks"));
        CollectionAssert.AreEqual(new[] { Loss(1, 12), Loss(2, 10) }, record.History.ToArray());

        static TrainingLoss Loss(int stage, int step) => new(stage, step, 0.5f, 0.25f, 0.001f);
    }

    [TestMethod]
    public void A_score_that_is_no_number_is_a_failure()
    {
        using FimNetTransformer transformer = TestModel.Damaged(_mlContext);
        using var measurements = new Measurements();
        Assert.Throws<ModelFormatException>(() => transformer.Transform(View([TestModel.Image(128, 64, seed: 1)])).GetColumn<float>("Score").ToArray());
        Assert.AreEqual(1, measurements.Sum("fimnet.scoring.failures", "error.type=FimNet.MLNet.ModelFormatException"));
        Assert.IsEmpty(measurements.Of("fimnet.scoring.images"));
    }

    [TestMethod]
    public void Without_a_listener_nothing_is_allocated()
    {
        var telemetry = new ScoringTelemetry(TestModel.Settings());
        ImageScores[] scores = [new ImageScores(1, new float[1], default, TestModel.Image(1, 1, seed: 1))];
        var loss = new TrainingLoss(1, 1, 0.5f, 0.25f, 0.001f);
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Once();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            using (telemetry.StartRun(1))
            {
                telemetry.Scored(scores, ScoringTelemetry.Now);
            }

            telemetry.Failed("missing");
            LoadingTelemetry.Loaded(LoadingTelemetry.Now);
            using (new StepMeasurement(stage: 1, step: 1))
            {
                TrainingTelemetry.Record(loss);
            }
        }
    }

    private IDataView View(RgbImage?[] images) => _mlContext.Data.LoadFromEnumerable(images.Select(image => new Row { Image = image?.ToMLImage() }).ToArray());

    private sealed class Row
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
