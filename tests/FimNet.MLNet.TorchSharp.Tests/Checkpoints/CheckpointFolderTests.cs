using Microsoft.ML;

namespace FimNet.MLNet.Tests.Checkpoints;

[TestClass]
public class CheckpointFolderTests
{
    private static readonly FimNetOptions Options = CheckpointedTraining.Options;

    [TestMethod]
    public void Checkpoints_of_another_training_are_refused_with_what_differs()
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, 1, 2);
        string[] differences =
        [
            Refusal(folder.Path, Options with { BatchSize = 3 }),
            Refusal(folder.Path, Options with { Stage2 = TrainingLength.Steps(15) }),
            Refusal(folder.Path, Options with { Defects = Options.Defects with { MaxSize = 0.25 } }),
            Refusal(folder.Path, Options with { Seed = 2 }),
            Refusal(folder.Path, Options, images: 5),
        ];

        StringAssert.Contains(differences[0], "of another training: BatchSize was 2 and is 3. Train as before to continue, use another folder, or delete the checkpoints");
        StringAssert.Contains(differences[1], "Stage2 was \"14 steps\" and is \"15 steps\"");
        StringAssert.Contains(differences[2], "Defects.MaxSize was 0.5 and is 0.25");
        StringAssert.Contains(differences[3], "Seed was 1 and is 2");
        StringAssert.Contains(differences[4], "Training images was 4 with hash ");
        StringAssert.Contains(differences[4], " and is 5 with hash ");
    }

    [TestMethod]
    [DataRow(false, DisplayName = "a flipped bit")]
    [DataRow(true, DisplayName = "cut short")]
    public void When_the_newest_is_damaged_the_one_before_it_is_used_and_when_both_are_none(bool cut)
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, 1, 22);
        string[] files = Files(folder.Path).OrderBy(File.GetLastWriteTimeUtc).ToArray();
        Assert.HasCount(2, files);
        Damage(files[1], cut);
        var mlContext = new MLContext(seed: 0);
        var log = new List<string>();
        mlContext.Log += (_, message) => log.Add(message.RawMessage);
        int first = 0;
        using FimNetTransformer resumed = CheckpointedTraining.Fit(folder.Path, progress => first = first == 0 ? progress.Loss.Step : first, mlContext: mlContext);

        Assert.AreEqual(11, first);
        Assert.IsTrue(log.Any(text => text.Contains("A checkpoint is damaged", StringComparison.Ordinal) && text.Contains(files[1], StringComparison.Ordinal)));
        CollectionAssert.AreEqual(CheckpointedTraining.Unbroken, resumed.Onnx());

        Array.ForEach(files, file => Damage(file, cut));
        string message = Refusal(folder.Path, Options);
        StringAssert.Contains(message, files[0]);
        StringAssert.Contains(message, files[1]);
        StringAssert.Contains(message, "Delete these files to start anew");
    }

    [TestMethod]
    public void What_a_killed_process_left_is_removed()
    {
        using var folder = new PrivateFolder();
        string remains = Path.Combine(folder.Path, "checkpoint-1.fimnet.0123.tmp");
        File.WriteAllText(remains, "half");
        CheckpointedTraining.FitUntil(folder.Path, 1, 1);
        Assert.IsFalse(File.Exists(remains));
        Assert.HasCount(1, Files(folder.Path));
    }

    [TestMethod]
    public void A_second_training_on_the_folder_is_refused()
    {
        using var folder = new PrivateFolder();
        using var source = new CancellationTokenSource();
        string? message = null;
        Assert.ThrowsExactly<OperationCanceledException>(() => CheckpointedTraining.Fit(
            folder.Path,
            _ =>
            {
                message = Refusal(folder.Path, Options);
                source.Cancel();
            },
            token: source.Token));
        StringAssert.Contains(message!, "Another training uses the checkpoint folder");
        StringAssert.Contains(message!, folder.Path);
        CheckpointedTraining.FitUntil(folder.Path, 1, 1);
    }

    [TestMethod]
    public void A_folder_that_cannot_be_written_is_refused_before_an_image_is_read()
    {
        using var folder = new PrivateFolder();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        StringAssert.Contains(Refusal(file, Options, images: 0), "Checkpoints cannot be written to the folder");
        StringAssert.Contains(Refusal(Path.Combine(file, "below"), Options, images: 0), "Checkpoints cannot be written to the folder");
    }

    [TestMethod]
    public void A_first_checkpoint_that_cannot_be_written_is_refused_before_a_step()
    {
        using var folder = new PrivateFolder();
        var mlContext = new MLContext(seed: 0);
        mlContext.Log += (_, message) =>
        {
            if (message.RawMessage.StartsWith("Training on", StringComparison.Ordinal))
            {
                Directory.Delete(folder.Path, recursive: true);
            }
        };
        var e = Assert.ThrowsExactly<TrainingCheckpointException>(() => CheckpointedTraining.Fit(folder.Path, _ => Assert.Fail("a step"), mlContext: mlContext));
        StringAssert.Contains(e.Message, "has room for 400 MB");
        Directory.CreateDirectory(folder.Path);
    }

    [TestMethod]
    public void A_later_one_that_cannot_be_written_is_a_warning_and_the_last_one_stays()
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, 1, 12);
        string blocked = Files(folder.Path).OrderBy(File.GetLastWriteTimeUtc).First();
        string last = Files(folder.Path).Single(file => file != blocked);
        byte[] content = File.ReadAllBytes(last);
        var mlContext = new MLContext(seed: 0);
        var log = new List<string>();
        mlContext.Log += (_, message) => log.Add(message.RawMessage);
        using FimNetTransformer trained = CheckpointedTraining.Fit(
            folder.Path,
            progress =>
            {
                if ((progress.Loss.Stage, progress.Loss.Step) == (1, 11))
                {
                    File.Delete(blocked);
                    Directory.CreateDirectory(blocked);
                }
            },
            mlContext: mlContext);

        CollectionAssert.AreEqual(CheckpointedTraining.Unbroken, trained.Onnx());
        Assert.AreEqual(4, log.Count(text => text.Contains("The training goes on", StringComparison.Ordinal)), "two in each stage");
        CollectionAssert.AreEqual(content, File.ReadAllBytes(last));
        Assert.IsEmpty(Directory.EnumerateFiles(folder.Path, "*.tmp"));
    }

    [TestMethod]
    public void A_last_one_that_cannot_be_written_does_not_hide_that_the_training_was_cancelled()
    {
        using var folder = new PrivateFolder();
        var mlContext = new MLContext(seed: 0);
        var log = new List<string>();
        mlContext.Log += (_, message) => log.Add(message.RawMessage);
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => CheckpointedTraining.Fit(
            folder.Path,
            progress =>
            {
                if (progress.Loss.Step == 15)
                {
                    string first = Files(folder.Path).Single();
                    Directory.CreateDirectory(first.Replace("-1.", "-2.", StringComparison.Ordinal));
                    source.Cancel();
                }
            },
            mlContext: mlContext,
            interval: TimeSpan.FromDays(1),
            token: source.Token));
        string warning = log.Single(text => text.StartsWith("Checkpoints cannot be written", StringComparison.Ordinal));
        StringAssert.EndsWith(warning, " The checkpoints before this one are as they were.");
    }

    [TestMethod]
    public void Wrong_settings_are_refused_when_the_trainer_is_created()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Create(new TrainingCheckpoints(" "))).Message, "Folder of the checkpoints is blank");
        foreach (TimeSpan interval in new[] { TimeSpan.FromSeconds(-1), TimeSpan.FromDays(1.1) })
        {
            string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Create(new TrainingCheckpoints("folder") { Interval = interval })).Message;
            StringAssert.Contains(message, $"Interval of the checkpoints is {interval}; it must be between 0 and 1.00:00:00.");
        }

        static void Create(TrainingCheckpoints checkpoints) => new MLContext().AnomalyDetection.Trainers.FimNet(Options, checkpoints: checkpoints);
    }

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*.fimnet");

    private static string Refusal(string folder, FimNetOptions options, int images = 4) =>
        Assert.ThrowsExactly<TrainingCheckpointException>(() => CheckpointedTraining.Fit(folder, _ => Assert.Fail("a step"), options, images: images)).Message;

    private static void Damage(string path, bool cut)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        if (cut)
        {
            file.SetLength(file.Length * 2 / 3);
            return;
        }

        file.Position = file.Length / 2;
        int value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 4));
    }
}
