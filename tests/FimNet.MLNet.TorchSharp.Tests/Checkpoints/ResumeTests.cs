using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Checkpoints;

[TestClass]
public class ResumeTests
{
    [TestMethod]
    [DataRow(1, 4, 1, 1)]
    [DataRow(1, 17, 1, 11)]
    [DataRow(1, 20, 1, 11)]
    [DataRow(1, 23, 1, 21)]
    [DataRow(2, 3, 2, 1)]
    [DataRow(2, 12, 2, 11)]
    public void A_cancelled_training_continues_after_the_last_state_it_kept_to_the_model_of_an_unbroken_one(int stage, int step, int nextStage, int nextStep)
    {
        using var folder = new PrivateFolder();
        TimeSpan never = TimeSpan.FromDays(1);
        CheckpointedTraining.FitUntil(folder.Path, stage, step, interval: never);
        var told = new List<TrainingLoss>();
        using FimNetTransformer resumed = CheckpointedTraining.Fit(folder.Path, progress => told.Add(progress.Loss), interval: never);

        Assert.AreEqual((nextStage, nextStep), (told[0].Stage, told[0].Step));
        CollectionAssert.AreEqual(CheckpointedTraining.Unbroken, resumed.Onnx(), "weights, history, thresholds and all");
    }

    [TestMethod]
    public void One_that_is_cancelled_as_its_last_step_is_told_of_tells_of_it_again()
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, stage: 2, step: 14, interval: TimeSpan.FromDays(1));
        var told = new List<TrainingLoss>();
        CheckpointedTraining.Fit(folder.Path, progress => told.Add(progress.Loss)).Dispose();
        CollectionAssert.AreEqual(new[] { (2, 11), (2, 12), (2, 13), (2, 14) }, told.Select(loss => (loss.Stage, loss.Step)).ToArray());
    }

    [TestMethod]
    public void One_may_be_interrupted_again_and_again_and_have_no_averages()
    {
        FimNetOptions options = CheckpointedTraining.Options with { WeightAveraging = 0, LatentModule = LatentModule.Concatenate };
        using FimNetTransformer unbroken = new MLContext(seed: 0).Fit(options);
        using var folder = new PrivateFolder();
        foreach ((int stage, int step) in new[] { (1, 12), (1, 15), (1, 22), (2, 1), (2, 11) })
        {
            CheckpointedTraining.FitUntil(folder.Path, stage, step, options);
        }

        using FimNetTransformer resumed = CheckpointedTraining.Fit(folder.Path, _ => { }, options);
        CollectionAssert.AreEqual(unbroken.Onnx(), resumed.Onnx());
    }

    [TestMethod]
    [DoNotParallelize]
    public void It_may_continue_with_another_number_of_threads_which_it_then_has()
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, stage: 2, step: 12);
        var threads = new HashSet<int>();
        try
        {
            CheckpointedTraining.Fit(folder.Path, _ => threads.Add(torch.get_num_threads()), CheckpointedTraining.Options with { Threads = 2 }).Dispose();
        }
        finally
        {
            torch.set_num_threads(1);
        }

        CollectionAssert.AreEqual(new[] { 2 }, threads.ToArray());
    }

    [TestMethod]
    public void A_finished_training_gives_its_model_again_without_a_step()
    {
        using var folder = new PrivateFolder();
        using FimNetTransformer first = CheckpointedTraining.Fit(folder.Path, _ => { });
        using FimNetTransformer second = CheckpointedTraining.Fit(
            folder.Path, _ => Assert.Fail("a step"), CheckpointedTraining.Options with { CacheMegabytes = 7 });

        CollectionAssert.AreEqual(CheckpointedTraining.Unbroken, first.Onnx());
        Assert.IsTrue(first.Graph().Equals(second.Graph()));
        CollectionAssert.AreEqual(first.TrainingHistory.ToArray(), second.TrainingHistory.ToArray());
    }

    [TestMethod]
    public void A_finished_training_gives_a_model_that_scores_in_another_way_without_a_step()
    {
        FimNetOptions differently = CheckpointedTraining.Options with { AnomalyScoring = AnomalyScoring.PixelDifference, NormalizeBackground = false, SmoothingSigma = 1, ThresholdQuantile = 0.5 };
        using FimNetTransformer trainedForIt = new MLContext(seed: 0).Fit(differently);
        using var folder = new PrivateFolder();
        CheckpointedTraining.Fit(folder.Path, _ => { }).Dispose();
        using FimNetTransformer rescored = CheckpointedTraining.Fit(folder.Path, _ => Assert.Fail("a step"), differently);

        CollectionAssert.AreEqual(trainedForIt.Onnx(), rescored.Onnx());
    }

    [TestMethod]
    [DataRow(86400.0, 1)]
    [DataRow(0.0, 3)]
    public void A_checkpoint_is_written_when_the_interval_is_over(double seconds, int written)
    {
        using var folder = new PrivateFolder();
        int files = 0;
        DateTime newest = default;
        CheckpointedTraining.Fit(
            folder.Path,
            progress =>
            {
                if (progress.Loss is { Stage: 1, Step: < 23 })
                {
                    DateTime now = Directory.GetFiles(folder.Path, "*.fimnet").Max(File.GetLastWriteTimeUtc);
                    files += now > newest ? 1 : 0;
                    newest = now;
                }
            },
            interval: TimeSpan.FromSeconds(seconds)).Dispose();
        Assert.AreEqual(written, files, "one before the first step, then at most one in ten steps");
        Assert.AreEqual(TimeSpan.FromSeconds(60), new TrainingCheckpoints("folder").Interval);
    }

    [TestMethod]
    public void The_time_spent_is_that_of_all_processes()
    {
        using var folder = new PrivateFolder();
        FimNetOptions options = CheckpointedTraining.Options with { Stage1 = TrainingLength.Time(TimeSpan.FromDays(1)) };
        TimeSpan before = default;
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => CheckpointedTraining.Fit(
            folder.Path,
            progress =>
            {
                if (progress.Loss.Step == 10)
                {
                    before = progress.Elapsed;
                }
                else if (progress.Loss.Step == 11)
                {
                    source.Cancel();
                }
            },
            options,
            token: source.Token));

        using var second = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => CheckpointedTraining.Fit(
            folder.Path,
            progress =>
            {
                Assert.AreEqual(11, progress.Loss.Step);
                Assert.IsGreaterThan(before, progress.Elapsed);
                Assert.IsGreaterThan(before.TotalDays * 0.9, progress.StageFraction, "a stage's own time goes on as well");
                second.Cancel();
            },
            options,
            token: second.Token));
    }
}
