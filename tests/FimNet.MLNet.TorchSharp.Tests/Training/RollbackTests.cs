using FimNet.MLNet.Network;
using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class RollbackTests
{
    private const int Steps = 25;

    private static readonly FimNetOptions Options = PatchFixture.Options with
    {
        BatchSize = 2,
        LearningRate = 1e-3,
        LearningRateSchedule = LearningRateSchedule.Constant,
        WeightAveraging = 0.9,
    };

    [TestMethod]
    [DataRow(3, 0)]
    [DataRow(17, 10)]
    [DataRow(24, 20)]
    public void A_stage_goes_back_to_its_last_good_state_and_on_with_half_the_rate(int poisoned, int back)
    {
        List<TrainingLoss> undisturbed = Run(_ => false, out _);
        List<TrainingLoss> told = Run(step => step == poisoned, out List<(StagePosition Position, string Symptom)> rollbacks);

        Assert.HasCount(1, rollbacks);
        Assert.AreEqual((back, 1), (rollbacks[0].Position.Step, rollbacks[0].Position.Rollbacks));
        StringAssert.Contains(rollbacks[0].Symptom, "stage 2");
        int first = told.FindLastIndex(loss => loss.Step == back + 1);
        CollectionAssert.AreEqual(undisturbed.Take(first).ToArray(), told.Take(first).ToArray());

        // The same weights see the same patches; then the smaller step makes a difference.
        Assert.AreEqual(undisturbed[back] with { LearningRate = 5e-4f }, told[first]);
        Assert.AreNotEqual(undisturbed[back + 1].Reconstruction, told[first + 1].Reconstruction);
        CollectionAssert.AreEqual(Enumerable.Range(back + 1, Steps - back).ToArray(), told.Skip(first).Select(loss => loss.Step).ToArray());
        Assert.IsTrue(told.Skip(first).All(loss => loss.LearningRate == 5e-4f));
    }

    [TestMethod]
    public void The_same_divergence_gives_the_same_training()
    {
        CollectionAssert.AreEqual(Run(step => step == 17, out _), Run(step => step == 17, out _));
    }

    [TestMethod]
    public void Three_times_are_enough()
    {
        int poisonings = 0;
        string message = Assert.Throws<InvalidOperationException>(() => Run(step => step == 12 && ++poisonings > 0, out _, once: false)).Message;
        Assert.AreEqual(1 + Divergence.MostRollbacks, poisonings);
        StringAssert.Contains(message, "The training diverged: the loss of step");
        StringAssert.Contains(message, "Lower LearningRate (0.001)");
    }

    [TestMethod]
    public void A_stage_whose_time_is_over_when_it_goes_back_still_comes_to_its_end()
    {
        using TrainingData data = PatchFixture.Read(Options);
        using FimNetwork network = TestNetwork.Create();
        TimeSpan now = TimeSpan.Zero;
        var clock = new StageClock(TrainingLength.Time(TimeSpan.FromHours(1)), pixels: 1, Options.BatchSize, elapsed: () => now);
        var told = new List<(int Step, double Fraction)>();
        var kept = new List<(int Step, bool Ended)>();
        var hooks = new StageHooks((loss, fraction) =>
        {
            told.Add((loss.Step, fraction));
            if (told.Count == StageTrainer.StepsBetweenKept + 2)
            {
                Poison(network);
                now = TimeSpan.FromHours(1);
            }
        })
        {
            TellsAtOnce = true,
            Kept = (state, ended) => kept.Add((state.Position.Step, ended)),
        };
        new StageTrainer(network, torch.CPU, Options).Run(2, new PatchSource(data, Options, stage: 2, seed: 1), clock, hooks);
        Assert.AreEqual((StageTrainer.StepsBetweenKept + 1, 1.0), told[^1]);
        CollectionAssert.AreEqual(new[] { (StageTrainer.StepsBetweenKept, false), (StageTrainer.StepsBetweenKept + 1, true) }, kept);
    }

    [TestMethod]
    public void The_log_warns_and_the_history_forgets_the_steps_done_anew()
    {
        var mlContext = new MLContext();
        var log = new List<string>();
        mlContext.Log += (_, message) => log.Add(message.Message);
        using IChannel channel = ((IChannelProvider)mlContext).Start("Training");
        var record = new TrainingRecord(channel, progress: null);
        foreach ((int stage, int step) in new[] { (1, 11), (1, 12), (2, 10), (2, 11), (2, 12) })
        {
            record.Add(new TrainingLoss(stage, step, 0.5f, 0.25f, 0.001f), 0.5, new SnapshotSource(_ => throw new NotSupportedException()));
        }

        record.RollBack(new StagePosition(2, 10, 0, Rollbacks: 2, TimeSpan.Zero), "the loss of step 13 of stage 2 is not a number", learningRate: 0.001);
        CollectionAssert.AreEqual(new[] { (1, 11), (1, 12), (2, 10) }, record.History.Select(loss => (loss.Stage, loss.Step)).ToArray());
        string warning = log.Single(text => text.Contains("diverged", StringComparison.Ordinal));
        StringAssert.Contains(warning, "the loss of step 13 of stage 2 is not a number. Going back to step 10 of stage 2 with 0.25 of the learning rate 0.001 (2 of at most 3 times).");
    }

    private static List<TrainingLoss> Run(Func<int, bool> poison, out List<(StagePosition Position, string Symptom)> rollbacks, bool once = true)
    {
        using TrainingData data = PatchFixture.Read(Options);
        using FimNetwork network = TestNetwork.Create();
        var told = new List<TrainingLoss>();
        var undone = new List<(StagePosition, string)>();
        rollbacks = undone;
        var hooks = new StageHooks((loss, _) =>
        {
            told.Add(loss);
            if (poison(loss.Step) && !(once && undone.Count > 0))
            {
                Poison(network);
            }
        })
        {
            RolledBack = (position, symptom) => undone.Add((position, symptom)),
        };
        var clock = new StageClock(TrainingLength.Steps(Steps), pixels: 1, Options.BatchSize);
        new StageTrainer(network, torch.CPU, Options).Run(2, new PatchSource(data, Options, stage: 2, seed: 1), clock, hooks);
        return told;
    }

    private static void Poison(FimNetwork network)
    {
        using IDisposable noGradient = torch.no_grad();
        network.parameters().First().fill_(double.NaN);
    }
}
