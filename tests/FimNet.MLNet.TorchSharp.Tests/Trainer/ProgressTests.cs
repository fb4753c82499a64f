using System.Reflection;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class ProgressTests
{
    private static readonly FimNetOptions Options = TinyTraining.Options with { Stage1 = TrainingLength.Steps(3), Stage2 = TrainingLength.Steps(2) };

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    public void History_progress_and_log_tell_of_every_step_in_order()
    {
        var told = new List<TrainingProgress>();
        var log = new List<(string Text, string Source)>();
        _mlContext.Log += (_, message) => log.Add((message.RawMessage, message.Source));
        using FimNetTransformer transformer = Trainer(Options, told.Add).Fit(_mlContext.View(4));

        TrainingLoss[] history = transformer.TrainingHistory.ToArray();
        CollectionAssert.AreEqual(new[] { (1, 1), (1, 2), (1, 3), (2, 1), (2, 2) }, Array.ConvertAll(history, loss => (loss.Stage, loss.Step)));
        CollectionAssert.AreEqual(history, told.ConvertAll(progress => progress.Loss));
        CollectionAssert.AreEqual(new[] { 1 / 3.0, 2 / 3.0, 1, 0.5, 1 }, told.ConvertAll(progress => progress.StageFraction));
        CollectionAssert.AreEqual(told.ConvertAll(progress => progress.Elapsed), told.Select(progress => progress.Elapsed).Order().ToArray());
        Assert.IsTrue(Array.TrueForAll(history, loss => loss is { Reconstruction: > 0 and < 2, Sparsity: > 0 }));
        Assert.IsLessThanOrEqualTo(Math.Log(Options.MemorySize) + 1e-4, history.Max(loss => loss.Sparsity), "a flat attention over the items has the greatest entropy");

        string[] words = log.Where(message => message.Source.Contains("FimNetTrainer", StringComparison.Ordinal)).Select(message => message.Text).ToArray();
        CollectionAssert.Contains(words, "Training on 3 images, 1 held back.");
        string[] steps = words.Where(text => text.StartsWith("Stage", StringComparison.Ordinal)).ToArray();
        Assert.HasCount(5, steps);
        StringAssert.StartsWith(steps[0], "Stage 1: 33 % done, step 1, reconstruction loss 0.");
        StringAssert.StartsWith(steps[4], "Stage 2: 100 % done, step 2, reconstruction loss 0.");
    }

    [TestMethod]
    public void Epochs_and_time_end_the_stages_too()
    {
        // Two epochs of three images of one patch are six patches, or three batches of two; the rest is a matter of time.
        var told = new List<TrainingProgress>();
        FimNetOptions options = Options with { Stage1 = TrainingLength.Epochs(2), Stage2 = TrainingLength.Time(TimeSpan.FromSeconds(0.3)) };
        using FimNetTransformer transformer = Trainer(options, told.Add).Fit(_mlContext.View(4));
        CollectionAssert.AreEqual(new[] { 1 / 3.0, 2 / 3.0, 1 }, Fractions(stage: 1));
        double[] byTime = Fractions(stage: 2);
        Assert.AreEqual(1, byTime[^1]);
        Assert.IsTrue(byTime.SkipLast(1).All(fraction => fraction < 1));
        CollectionAssert.AreEqual(byTime.Order().ToArray(), byTime);

        double[] Fractions(int stage) => told.Where(progress => progress.Loss.Stage == stage).Select(progress => progress.StageFraction).ToArray();
    }

    [TestMethod]
    public void Learning_rates_follow_the_schedule()
    {
        FimNetOptions options = Options with { LearningRate = 0.001, LearningRateSchedule = LearningRateSchedule.WarmupCosine };
        using FimNetTransformer transformer = _mlContext.Fit(options);
        double third = 0.001 * (0.01 + 0.99 * (1 + Math.Cos(Math.PI * (1 / 3.0 - 0.05) / 0.95)) / 2);
        Assert.AreEqual(0.00001, transformer.TrainingHistory[0].LearningRate, 1e-9);
        Assert.AreEqual(third, transformer.TrainingHistory[1].LearningRate, 1e-9);
        Assert.AreEqual(0.00001, transformer.TrainingHistory[3].LearningRate, 1e-9, "stage 2 warms up anew");
    }

    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(2, 1)]
    public void A_token_cancels_after_the_step_at_hand_and_leaves_no_tensors(int stage, int step)
    {
        using var source = new CancellationTokenSource();
        var told = new List<TrainingProgress>();
        FimNetTrainer trainer = Trainer(
            Options,
            progress =>
            {
                told.Add(progress);
                if (progress.Loss.Stage == stage && progress.Loss.Step == step)
                {
                    source.Cancel();
                }
            },
            source.Token);
        IDataView view = _mlContext.View(4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(view));

        Assert.AreEqual((stage, step), (told[^1].Loss.Stage, told[^1].Loss.Step));
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(view), "a token stays cancelled");
    }

    [TestMethod]
    public void The_contexts_cancellation_ends_the_training_too()
    {
        int steps = 0;
        FimNetTrainer trainer = Trainer(Options, _ =>
        {
            steps++;
            Cancel(_mlContext);
        });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(_mlContext.View(4)));
        Assert.AreEqual(1, steps);
    }

    [TestMethod]
    public void What_the_listener_throws_reaches_the_caller()
    {
        FimNetTrainer trainer = Trainer(Options, _ => throw new NotSupportedException("enough"));
        Assert.AreEqual("enough", Assert.Throws<NotSupportedException>(() => trainer.Fit(_mlContext.View(4))).Message);
    }

    [TestMethod]
    public void A_missing_folder_of_natural_images_is_noticed_before_the_first_step()
    {
        int steps = 0;
        FimNetOptions options = Options with { Stage2 = TrainingLength.Steps(1), Defects = Options.Defects with { NaturalImageFolder = "nowhere" } };
        string message = Assert.Throws<DirectoryNotFoundException>(() => Trainer(options, _ => steps++).Fit(_mlContext.View(4))).Message;
        StringAssert.Contains(message, "nowhere");
        Assert.AreEqual(0, steps);
    }

    private FimNetTrainer Trainer(FimNetOptions options, Action<TrainingProgress> report, CancellationToken token = default) =>
        _mlContext.AnomalyDetection.Trainers.FimNet(options, new Listener(report), cancellationToken: token);

    /// <summary>ML.NET keeps it for its own libraries; AutoML calls it when an experiment's time is over.</summary>
    private static void Cancel(MLContext mlContext) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(mlContext, null);

    /// <summary>Told on the training's own thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
