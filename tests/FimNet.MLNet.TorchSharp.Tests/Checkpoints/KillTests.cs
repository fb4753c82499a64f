using System.Diagnostics;
using FimNet.MLNet.Numerics;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Checkpoints;

[TestClass]
public class KillTests
{
    private const int Kills = 4;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_training_killed_at_random_moments_loses_at_most_one_interval_and_gives_the_model_of_an_unbroken_one()
    {
        using var folder = new PrivateFolder();
        string checkpoints = Path.Combine(folder.Path, "checkpoints");
        string model = Path.Combine(folder.Path, "model.onnx");
        int seed = Environment.TickCount;
        TestContext.WriteLine($"seed {seed}");
        var random = new SeededRandom(seed);
        int reached = 0;
        for (int kill = 1; kill <= Kills; kill++)
        {
            int goal = 7 * kill - random.NextInt(0, 6);
            reached = Run(checkpoints, model, reached, goal, TimeSpan.FromMilliseconds(random.NextInt(1, 200)));
        }

        Assert.IsFalse(File.Exists(model), "killed too late");
        Run(checkpoints, model, reached, goal: int.MaxValue, TimeSpan.Zero);
        CollectionAssert.AreEqual(CheckpointedTraining.Unbroken, File.ReadAllBytes(model));
    }

    /// <summary>Trains until a step is told of and a little longer: the kill comes within a step or while a checkpoint is written.</summary>
    /// <returns>The last step that was told of.</returns>
    private static int Run(string checkpoints, string model, int reached, int goal, TimeSpan longer)
    {
        using Process process = Process.Start(WorkerProcess.Info(TrainingWorker.Kind, checkpoints, model))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        int first = 0;
        int last = reached;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            last = TrainingWorker.Parse(line);
            if (first == 0)
            {
                first = last;
                Assert.IsGreaterThan(reached - StageTrainer.StepsBetweenKept, first, "lost more than an interval");
            }

            if (last >= goal)
            {
                Thread.Sleep(longer);
                process.Kill();
                goal = int.MaxValue;
            }
        }

        process.WaitForExit();
        if (longer == TimeSpan.Zero)
        {
            Assert.AreEqual(0, process.ExitCode, error.Result);
        }

        return last;
    }
}
