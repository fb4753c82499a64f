using System.Diagnostics;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class SnapshotTests
{
    private static readonly FimNetOptions Options = TinyTraining.Options with { Stage1 = TrainingLength.Steps(2), Stage2 = TrainingLength.Steps(2) };

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(0.9)]
    [DataRow(0.0, DisplayName = "without averaging")]
    public void The_model_of_the_last_step_is_the_one_that_is_returned(double averaging)
    {
        FimNetTransformer? last = null;
        using FimNetTransformer fitted = Fit(Options with { WeightAveraging = averaging }, progress =>
        {
            last?.Dispose();
            last = progress.Snapshot();
        });

        CollectionAssert.AreEqual(fitted.Onnx(), last!.Onnx(), "graph, history, thresholds and all");
        last?.Dispose();
    }

    [TestMethod]
    public void Snapshots_change_nothing_of_the_training()
    {
        using FimNetTransformer undisturbed = Fit(Options, _ => { });
        using FimNetTransformer watched = Fit(Options, progress => progress.Snapshot().Dispose());
        CollectionAssert.AreEqual(undisturbed.Onnx(), watched.Onnx());
    }

    [TestMethod]
    public void Time_spent_on_them_is_none_of_the_trainings()
    {
        TimeSpan day = TimeSpan.FromDays(1);
        var watch = new Stopwatch();
        var spent = new List<TimeSpan>();
        var told = new List<(TimeSpan At, TimeSpan Elapsed, TimeSpan OfStage)>();
        var sinceFirst = Stopwatch.StartNew();
        using var source = new CancellationTokenSource();
        FimNetTrainer trainer = _mlContext.AnomalyDetection.Trainers.FimNet(
            Options with { Stage1 = TrainingLength.Time(day) },
            new Progress(progress =>
            {
                told.Add((sinceFirst.Elapsed, progress.Elapsed, progress.StageFraction * day));
                watch.Restart();
                progress.Snapshot().Dispose();
                spent.Add(watch.Elapsed);
                if (told.Count == 4)
                {
                    source.Cancel();
                }
            }),
            cancellationToken: source.Token);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(_mlContext.View(4)));

        // Between the first report and the last one three snapshots were made; half of their time is left for what a busy machine does beside the clocks.
        double most = (told[^1].At - told[0].At).TotalSeconds - (0.5 * spent.Take(3).Sum(time => time.TotalSeconds));
        Assert.IsLessThan(most, (told[^1].Elapsed - told[0].Elapsed).TotalSeconds);
        Assert.IsLessThan(most, (told[^1].OfStage - told[0].OfStage).TotalSeconds);
    }

    [TestMethod]
    public void An_early_one_knows_only_the_steps_so_far_and_scores()
    {
        FimNetTransformer? early = null;
        using FimNetTransformer fitted = Fit(Options, progress => early ??= progress.Snapshot());
        Assert.HasCount(1, early!.TrainingHistory);
        IDataView view = _mlContext.View(3);
        CollectionAssert.AreNotEqual(fitted.Scores(view), early.Scores(view));
        early.Dispose();
    }

    [TestMethod]
    public void That_of_a_step_is_the_model_of_a_training_of_so_many_steps()
    {
        FimNetOptions options = Options with { LearningRateSchedule = LearningRateSchedule.Constant, Stage1 = TrainingLength.Steps(4), Stage2 = TrainingLength.None };
        FimNetTransformer? third = null;
        using FimNetTransformer longer = Fit(options, progress => third = progress.Loss.Step == 3 ? progress.Snapshot() : third);
        using FimNetTransformer shorter = Fit(options with { Stage1 = TrainingLength.Steps(3) }, _ => { });
        IDataView view = _mlContext.View(3);
        CollectionAssert.AreEqual(shorter.Scores(view), third!.Scores(view));
        CollectionAssert.AreNotEqual(longer.Scores(view), third!.Scores(view));
        third!.Dispose();
    }

    [TestMethod]
    public void It_can_score_in_another_way_but_not_be_of_another_training()
    {
        FimNetTransformer? differently = null;
        ArgumentException? refused = null;
        FimNetOptions mhfd = Options with { AnomalyScoring = AnomalyScoring.Mhfd, FeatureLevels = [2], SmoothingSigma = 0, ScoreTopFraction = 0, PatchStride = 32, NormalizeByPosition = false, NormalizeBackground = false, ThresholdQuantile = 0.5 };
        using FimNetTransformer fitted = Fit(Options, progress =>
        {
            differently?.Dispose();
            differently = progress.Snapshot(mhfd);
            refused ??= Assert.ThrowsExactly<ArgumentException>(() => progress.Snapshot(Options with { LearningRate = 0.1 }));
        });
        using FimNetTransformer trainedForIt = Fit(mhfd, _ => { });

        CollectionAssert.AreEqual(trainedForIt.Onnx(), differently!.Onnx());
        StringAssert.Contains(refused!.Message, "AnomalyScoring, FeatureLevels, PatchStride, SmoothingSigma, NormalizeByPosition, NormalizeBackground, ScoreTopFraction and ThresholdQuantile");
        differently?.Dispose();
    }

    [TestMethod]
    public void Something_of_a_cancelled_training_can_be_kept()
    {
        using var source = new CancellationTokenSource();
        FimNetTransformer? kept = null;
        FimNetTrainer trainer = _mlContext.AnomalyDetection.Trainers.FimNet(
            Options,
            new Progress(progress =>
            {
                kept = progress.Snapshot();
                source.Cancel();
            }),
            cancellationToken: source.Token);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(_mlContext.View(4)));
        Assert.IsTrue(kept!.Scores(_mlContext.View(2)).All(float.IsFinite));
        kept?.Dispose();
    }

    [TestMethod]
    public void Afterwards_and_elsewhere_it_is_refused()
    {
        TrainingProgress kept = default;
        Exception? elsewhere = null;
        using FimNetTransformer fitted = Fit(Options, progress =>
        {
            kept = progress;
            var thread = new Thread(() => elsewhere = Assert.ThrowsExactly<InvalidOperationException>(() => progress.Snapshot()));
            thread.Start();
            thread.Join();
        });
        Assert.IsNotNull(elsewhere);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => kept.Snapshot()).Message, "IProgress.Report");
        Assert.ThrowsExactly<InvalidOperationException>(() => default(TrainingProgress).Snapshot());
    }

    private FimNetTransformer Fit(FimNetOptions options, Action<TrainingProgress> report) =>
        _mlContext.AnomalyDetection.Trainers.FimNet(options, new Progress(report)).Fit(_mlContext.View(4));

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
