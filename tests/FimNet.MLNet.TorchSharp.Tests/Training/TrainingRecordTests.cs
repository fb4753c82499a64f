using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class TrainingRecordTests
{
    [TestMethod]
    [DataRow(20)]
    [DataRow(70)]
    [DataRow(1000)]
    public void Every_stage_is_logged_at_each_tenth_of_its_way(int steps)
    {
        List<string> log = Record(Enumerable.Range(1, steps).Select(step => (step, (double)step / steps)));
        string[] expected = Enumerable.Range(1, 10).Select(i => $"{10 * i} % done, step {steps / 10 * i}").ToArray();
        CollectionAssert.AreEqual(expected.Select(text => "Stage 1: " + text).Concat(expected.Select(text => "Stage 2: " + text)).ToArray(), log);
    }

    [TestMethod]
    public void Long_steps_are_logged_once_each()
    {
        List<string> log = Record([(1, 0.44), (2, 0.47), (3, 0.91), (4, 1)]);
        CollectionAssert.AreEqual(
            new[] { "44 % done, step 1", "91 % done, step 3", "100 % done, step 4" }.Select(text => "Stage 2: " + text).ToArray(), log.TakeLast(3).ToArray());
    }

    /// <summary>The log of two stages of the same steps, without the losses.</summary>
    private static List<string> Record(IEnumerable<(int Step, double Fraction)> steps)
    {
        var mlContext = new MLContext();
        var log = new List<string>();
        mlContext.Log += (_, message) => log.Add(message.RawMessage);
        using IChannel channel = ((IChannelProvider)mlContext).Start("Training");
        log.Clear();
        var record = new TrainingRecord(channel, progress: null);
        foreach (int stage in new[] { 1, 2 })
        {
            foreach ((int step, double fraction) in steps)
            {
                record.Add(new TrainingLoss(stage, step, 0.5f, 0.25f, 0.001f), fraction, new SnapshotSource(_ => throw new NotSupportedException()));
            }
        }

        Assert.IsTrue(log.TrueForAll(text => text.EndsWith(", reconstruction loss 0.5.", StringComparison.Ordinal)));
        return log.ConvertAll(text => text[..text.LastIndexOf(',')]);
    }
}
