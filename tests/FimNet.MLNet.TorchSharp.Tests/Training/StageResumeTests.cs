using FimNet.MLNet.Network;
using FimNet.MLNet.Training;
using TorchSharp;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class StageResumeTests
{
    private static readonly FimNetOptions Options = PatchFixture.Options with { BatchSize = 2 };

    [TestMethod]
    [DataRow(59, 1, DisplayName = "before its end")]
    [DataRow(60, 0, DisplayName = "at its end")]
    public void A_stage_whose_time_runs_out_while_its_checkpoint_is_read_still_comes_to_its_end(int minutes, int steps)
    {
        using TrainingData data = PatchFixture.Read(Options);
        using FimNetwork network = TestNetwork.Create();
        var before = TimeSpan.FromMinutes(minutes);
        TimeSpan reading = TimeSpan.Zero;
        var clock = new StageClock(TrainingLength.Time(TimeSpan.FromHours(1)), pixels: 1, Options.BatchSize, before, () => reading);
        var told = new List<(int Step, double Fraction)>();
        var kept = new List<(int Step, bool Ended)>();
        var hooks = new StageHooks((loss, fraction) => told.Add((loss.Step, fraction)))
        {
            Starting = state =>
            {
                state.Restore(new StagePosition(2, Step: 10, Patches: 0, Rollbacks: 0, before), state.Counters);
                reading = TimeSpan.FromMinutes(2);
            },
            Kept = (state, ended) => kept.Add((state.Position.Step, ended)),
        };
        new StageTrainer(network, torch.CPU, Options).Run(2, new PatchSource(data, Options, stage: 2, seed: 1), clock, hooks);
        CollectionAssert.AreEqual(Enumerable.Repeat((11, 1.0), steps).ToArray(), told);
        CollectionAssert.AreEqual(Enumerable.Repeat((11, true), steps).ToArray(), kept);
    }
}
