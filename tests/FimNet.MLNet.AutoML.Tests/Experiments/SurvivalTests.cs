using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FimNet.MLNet.Native;
using FimNet.MLNet.Tests;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Tests.Experiments;

[TestClass]
public sealed class SurvivalTests : IDisposable
{
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void An_experiment_that_is_killed_again_and_again_gives_the_trials_of_an_unbroken_one_and_repeats_none()
    {
        string broken = Path.Combine(_folder.Path, "broken"), unbroken = Path.Combine(_folder.Path, "unbroken");
        var told = new List<string>();
        foreach (int results in new[] { 1, 2, 1, 3 })
        {
            told.AddRange(Run(broken, killAfter: results));
        }

        told.AddRange(Run(broken, killAfter: null));
        CollectionAssert.AllItemsAreUnique(told, "no result is worked out twice");
        List<string> expected = Run(unbroken, killAfter: null);
        CollectionAssert.AreEqual(Results(unbroken), Results(broken));
        Assert.IsTrue(told.All(expected.Contains));
        Assert.HasCount(ExperimentWorker.Models, FimNetExperimentResults.Load(new MLContext(), broken).Trials);
    }

    [TestMethod]
    public void A_failing_trial_is_kept_with_its_reason_and_the_run_goes_on()
    {
        var monitor = new ListeningMonitor
        {
            Running = settings =>
            {
                if (settings.TrialId == 1)
                {
                    Directory.CreateDirectory(Path.Combine(_folder.Path, "checkpoints"));
                    File.WriteAllText(Path.Combine(_folder.Path, "checkpoints", "0001"), "in the way");
                }
            },
        };
        FimNetExperiment experiment = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(5).SetMonitor(monitor);
        TrialResult best = experiment.Run();

        TrialResult failed = experiment.Results!.Trials[1];
        Assert.AreEqual(TrialState.Failed, failed.State);
        StringAssert.Contains(failed.FailureReason!, "Checkpoints cannot be written");
        Assert.IsTrue(double.IsNaN(failed.Metric));
        CollectionAssert.Contains(monitor.Told, $"failed 1: {nameof(TrainingCheckpointException)}");
        Assert.HasCount(5, experiment.Results.Trials);
        Assert.AreNotEqual(1, best.TrialSettings.TrialId);
        Assert.AreEqual(failed.FailureReason, FimNetExperimentResults.Load(new MLContext(), _folder.Path).Trials[1].FailureReason, "it is on disk");
    }

    [TestMethod]
    public void Three_failing_trainings_in_a_row_end_the_run_with_the_best_before_them()
    {
        FimNetExperiment experiment = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(100).SetSearchSpace(TinyExperiment.Space.Only(nameof(FimNetOptions.LearningRate))).SetMonitor(FailingAfterTheFirst());
        Assert.AreEqual(0, experiment.Run().TrialSettings.TrialId);
        CollectionAssert.AreEqual(
            new[] { TrialState.Completed, TrialState.Failed, TrialState.Failed, TrialState.Failed }, experiment.Results!.Trials.Select(trial => trial.State).ToArray());
    }

    [TestMethod]
    public void After_three_failing_trainings_the_best_paused_one_is_still_trained_to_its_end()
    {
        TrialResult best = Experiment().SetMaxModelToExplore(100).SetSearchSpace(TinyExperiment.Space.Only(nameof(FimNetOptions.LearningRate))).SetMonitor(FailingAfterTheFirst()).Run();
        Assert.AreEqual((0, TrialState.Completed), (best.TrialSettings.TrialId, best.State));
        Assert.HasCount(4, FimNetExperimentResults.Load(new MLContext(), _folder.Path).Trials);
    }

    [TestMethod]
    public void A_result_survives_that_its_network_can_no_longer_be_scored_in_other_ways()
    {
        TrialResult before = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run();
        foreach (string checkpoint in Directory.GetFiles(Path.Combine(_folder.Path, "checkpoints", "0000"), "*.fimnet"))
        {
            File.WriteAllText(checkpoint, "damaged");
        }

        FimNetExperiment longer = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(2);
        TrialResult after = longer.Run();
        Assert.AreEqual((TrialState.Completed, before.Metric), (after.State, after.Metric));
        Assert.AreEqual(0, after.TrialSettings.TrialId);
    }

    [TestMethod]
    public void The_folder_says_in_how_many_bits_trainings_multiply_so_that_another_processor_does_not_go_on_with_them()
    {
        Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run();
        string path = Path.Combine(_folder.Path, "experiment.json"), header = File.ReadAllText(path);
        TrainingPrecision expected = ProcessorFeatures.MultipliesBFloat16 ? TrainingPrecision.Mixed : TrainingPrecision.Full;
        TrainingPrecision other = expected == TrainingPrecision.Mixed ? TrainingPrecision.Full : TrainingPrecision.Mixed;
        StringAssert.Contains(header, $"{expected}");
        File.WriteAllText(path, header.Replace($"{expected}", $"{other}", StringComparison.Ordinal));
        StringAssert.Contains(
            Assert.ThrowsExactly<ExperimentFolderException>(() => Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run()).Message, $"Precision was \"{other}\" and is \"{expected}\"");
    }

    [TestMethod]
    public void A_time_that_is_over_before_a_trial_has_a_result_is_said_and_the_next_run_has_all_of_it()
    {
        const int Seconds = 4;
        IDataView slow = new MLContext().Data.LoadFromEnumerable(TinyExperiment.Rows(3).Select(row =>
        {
            Thread.Sleep(TimeSpan.FromSeconds(Seconds / 2.0));
            return row;
        }));
        FimNetExperiment experiment = TinyExperiment.Create().SetDataset(slow).SetTrainingTimeInSeconds(Seconds).SetCheckpointFolder(_folder.Path);
        StringAssert.Contains(Assert.ThrowsExactly<TimeoutException>(() => experiment.Run()).Message, "before a trial had a result");
        Assert.IsNull(FimNetExperimentResults.Load(new MLContext(), _folder.Path).Best);

        TrialResult best = experiment.SetDataset(TinyExperiment.View(3)).Run();
        Assert.IsGreaterThan(1.0, best.LearningCurve[^1].TrainingSeconds, "while nothing came of it, its trainings are planned anew");
    }

    [TestMethod]
    public async Task While_no_training_is_at_its_end_the_best_is_let_come_to_it_though_the_time_is_over()
    {
        await SpendAllTimeOnPausedTrainings(count: 1);
        FimNetExperiment experiment = OfLearningRates();
        TrialResult best = experiment.Run();
        Assert.AreEqual(TrialState.Completed, best.State);
        Assert.HasCount(2, best.LearningCurve);
        Assert.HasCount(1, experiment.Results!.Trials, "nothing else is begun then");
    }

    [TestMethod]
    public async Task When_the_time_is_over_and_the_best_training_fails_no_other_is_let_come_to_its_end()
    {
        await SpendAllTimeOnPausedTrainings(count: 2);
        foreach (string checkpoint in Directory.GetFiles(Path.Combine(_folder.Path, "checkpoints"), "*.fimnet", SearchOption.AllDirectories))
        {
            File.WriteAllText(checkpoint, "damaged");
        }

        FimNetExperiment experiment = OfLearningRates();
        experiment.Run();
        CollectionAssert.AreEquivalent(new[] { TrialState.Failed, TrialState.Paused }, experiment.Results!.Trials.Select(trial => trial.State).ToArray());
    }

    [TestMethod]
    public void A_folder_of_trainings_as_long_as_the_options_say_is_not_continued_with_a_time_or_the_other_way_round()
    {
        Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run();
        FimNetExperiment timed = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).SetTrainingTimeInSeconds(5);
        StringAssert.Contains(Assert.ThrowsExactly<ExperimentFolderException>(() => timed.Run()).Message, "without SetTrainingTimeInSeconds");

        using var other = new PrivateFolder();
        timed.SetCheckpointFolder(other.Path).Run();
        FimNetExperiment counted = Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).SetCheckpointFolder(other.Path);
        StringAssert.Contains(Assert.ThrowsExactly<ExperimentFolderException>(() => counted.Run()).Message, "with SetTrainingTimeInSeconds");
    }

    [TestMethod]
    public void A_time_budget_ends_the_experiment_with_a_model()
    {
        var watch = Stopwatch.StartNew();
        TrialResult best = Experiment().SetTrainingTimeInSeconds(20).Run();
        Assert.AreEqual(TrialState.Completed, best.State);
        Assert.IsInRange(7.0, 20.0, best.LearningCurve[^1].TrainingSeconds);
        Assert.IsLessThan(300, watch.Elapsed.TotalSeconds, "what is begun when the time is over is finished, but no more");
    }

    [TestMethod]
    public void A_later_run_scores_the_finished_network_in_another_way_also_when_the_header_was_deleted()
    {
        FimNetExperiment Run(int models) => Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(models);
        Run(1).Run();
        File.Delete(Path.Combine(_folder.Path, "experiment.json"));
        bool? hadCheckpoints = null;
        FimNetExperiment longer = Run(2).SetMonitor(new ListeningMonitor { Running = _ => hadCheckpoints ??= Directory.Exists(Path.Combine(_folder.Path, "checkpoints", "0000")) });
        longer.Run();
        Assert.AreEqual(true, hadCheckpoints);
        CollectionAssert.AreEqual(
            new[] { (0, 0, TrialState.Completed), (1, 0, TrialState.Completed) },
            longer.Results!.Trials.Select(trial => (trial.TrialSettings.TrialId, trial.TrialSettings.TrainingId, trial.State)).ToArray());
    }

    [TestMethod]
    public void The_time_that_earlier_runs_spent_is_spent()
    {
        FimNetExperiment Run(int models) => Experiment().SetTuner(FimNetTuner.Random).SetTrainingTimeInSeconds(2).SetMaxModelToExplore(models);
        Run(1).Run();
        SpendTime(Path.Combine(_folder.Path, "trials", "0000.json"));
        FimNetExperiment longer = Run(100);
        longer.Run();
        Assert.AreEqual(1e6, longer.Results!.Trials.Single().DurationInMilliseconds);
    }

    [TestMethod]
    public async Task Cancelling_gives_the_best_so_far_or_says_that_there_is_none()
    {
        using var source = new CancellationTokenSource();
        var monitor = new ListeningMonitor { Completed = _ => source.Cancel() };
        FimNetExperiment experiment = Experiment().SetMaxModelToExplore(100).SetMonitor(monitor);
        TrialResult best = await experiment.RunAsync(source.Token);
        Assert.AreEqual(0, best.TrialSettings.TrialId);
        Assert.HasCount(1, experiment.Results!.Trials);

        using var other = new PrivateFolder();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Experiment().SetCheckpointFolder(other.Path).SetMaxModelToExplore(1).RunAsync(source.Token));
    }

    [TestMethod]
    public void A_second_run_in_the_folder_is_refused_and_the_first_can_be_looked_at()
    {
        string? message = null;
        int trials = -1;
        var monitor = new ListeningMonitor
        {
            Completed = _ =>
            {
                message ??= Assert.ThrowsExactly<ExperimentFolderException>(() => Experiment().SetMaxModelToExplore(1).Run()).Message;
                trials = FimNetExperimentResults.Load(new MLContext(), _folder.Path).Trials.Count;
            },
        };
        Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).SetMonitor(monitor).Run();
        StringAssert.Contains(message!, "Another experiment uses the folder");
        StringAssert.Contains(message!, _folder.Path);
        Assert.AreEqual(1, trials);
    }

    [TestMethod]
    public void A_folder_of_another_experiment_is_refused_with_the_differences()
    {
        Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run();
        FimNetExperiment other = Experiment().SetMaxModelToExplore(1).SetMetric(FimNetMetric.AuPro).SetDataset(TinyExperiment.View(5));
        string message = Assert.ThrowsExactly<ExperimentFolderException>(() => other.Run()).Message;
        StringAssert.Contains(message, "Metric was PixelAuRoc and is AuPro");
        StringAssert.Contains(message, "Images was");

        File.WriteAllText(Path.Combine(_folder.Path, "trials", "0000.json"), "{");
        StringAssert.Contains(Assert.ThrowsExactly<ExperimentFolderException>(() => Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run()).Message, "is damaged");
        StringAssert.Contains(Assert.ThrowsExactly<ExperimentFolderException>(() => FimNetExperimentResults.Load(new MLContext(), Path.GetTempPath())).Message, "holds no experiment");
    }

    [TestMethod]
    public void A_folder_of_photographs_is_refused_and_left_as_it_is()
    {
        string photograph = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "images")).FullName, "piece.png");
        string temporary = Path.Combine(_folder.Path, "list.tmp");
        File.WriteAllText(photograph, "a photograph");
        File.WriteAllText(temporary, "a list");

        string message = Assert.ThrowsExactly<ExperimentFolderException>(() => Experiment().SetMaxModelToExplore(1).Run()).Message;

        StringAssert.Contains(message, $"'{_folder.Path}' is not empty and holds no experiment");
        CollectionAssert.AreEquivalent(new[] { photograph, temporary }, Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [DataRow("images", DisplayName = "the copies of the images")]
    [DataRow("trials/0000.json/in the way", DisplayName = "a result")]
    public void What_cannot_be_written_ends_the_experiment_with_the_folder_s_name(string inTheWay)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "experiment.lock"), "");
        string path = Path.Combine(_folder.Path, inTheWay);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        StringAssert.Contains(
            Assert.ThrowsExactly<ExperimentFolderException>(() => Experiment().SetTuner(FimNetTuner.Random).SetMaxModelToExplore(1).Run()).Message, $"'{_folder.Path}");
    }

    [TestMethod]
    public void An_exception_of_the_monitor_ends_the_experiment_as_it_is()
    {
        var monitor = new ListeningMonitor { Completed = _ => throw new NotSupportedException("not this one") };
        Assert.AreEqual("not this one", Assert.ThrowsExactly<NotSupportedException>(() => Experiment().SetMaxModelToExplore(1).SetMonitor(monitor).Run()).Message);
    }

    /// <summary>Every trial on disk with its options and its whole curve, but for times.</summary>
    private static string[] Results(string folder) =>
    [
        .. FimNetExperimentResults.Load(new MLContext(), folder).Trials.Select(trial =>
            $"{trial.TrialSettings.TrialId} {trial.TrialSettings.TrainingId} {trial.State} {OptionsJson.Write(trial.TrialSettings.Options)} {string.Join(", ", trial.LearningCurve.Select(point => $"{point.Fraction} {point.Steps} {point.Metrics}"))}"),
    ];

    /// <summary>Puts a file where every training but the first would keep its checkpoints.</summary>
    private ListeningMonitor FailingAfterTheFirst() => new()
    {
        Running = settings =>
        {
            if (settings.TrialId > 0)
            {
                File.WriteAllText(Path.Combine(_folder.Path, "checkpoints", $"{settings.TrialId:d4}"), "in the way");
            }
        },
    };

    /// <summary>Leaves a folder of an experiment whose trainings take three seconds and pause after a third, as those of a long one do, as if the time had been over after some of them.</summary>
    private async Task SpendAllTimeOnPausedTrainings(int count)
    {
        using var atOnce = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => OfLearningRates().SetMonitor(new ListeningMonitor { Running = _ => atOnce.Cancel() }).RunAsync(atOnce.Token));
        string path = Path.Combine(_folder.Path, "experiment.json");
        var header = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        header["plan"]!["trainingSeconds"] = 3;
        header["plan"]!["rungs"] = new JsonArray(1.0 / 3, 1);
        await File.WriteAllTextAsync(path, header.ToJsonString());
        Directory.CreateDirectory(Path.Combine(_folder.Path, "checkpoints"));

        using var afterwards = new CancellationTokenSource();
        var monitor = new ListeningMonitor
        {
            Completed = result =>
            {
                if (result.TrialSettings.TrialId == count - 1)
                {
                    afterwards.Cancel();
                }
            },
        };
        await OfLearningRates().SetMonitor(monitor).RunAsync(afterwards.Token);
        string[] trials = Directory.GetFiles(Path.Combine(_folder.Path, "trials"));
        Assert.HasCount(count, trials);
        Array.ForEach(trials, SpendTime);
    }

    private static void SpendTime(string trial) =>
        File.WriteAllText(trial, Regex.Replace(File.ReadAllText(trial), "\"durationInMilliseconds\": [0-9.]+", "\"durationInMilliseconds\": 1000000"));

    private FimNetExperiment OfLearningRates() => Experiment().SetTrainingTimeInSeconds(1000).SetSearchSpace(TinyExperiment.Space.Only(nameof(FimNetOptions.LearningRate)));

    private FimNetExperiment Experiment() => TinyExperiment.Create().SetDataset(TinyExperiment.View(4)).SetCheckpointFolder(_folder.Path);

    /// <summary>Runs the worker and kills it when it has told of some results.</summary>
    /// <returns>What it told of.</returns>
    private static List<string> Run(string folder, int? killAfter)
    {
        var start = new ProcessStartInfo("dotnet", [ExperimentWorker.Program, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        var told = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            told.Add(line);
            if (told.Count == killAfter)
            {
                process.Kill();
            }
        }

        process.WaitForExit();
        Assert.IsTrue(killAfter is not null || process.ExitCode == 0, error.Result);
        return told;
    }
}
