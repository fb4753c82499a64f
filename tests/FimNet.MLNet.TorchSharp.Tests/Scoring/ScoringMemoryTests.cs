using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;
using TorchSharp;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class ScoringMemoryTests
{
    [TestMethod]
    public void A_run_allocates_next_to_nothing_and_reads_again_what_its_buffers_held()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        FimNetModel model = TestModel.Create(network, TestModel.Options);
        using var session = new ScoringSession(model);
        var buffers = new ScoreBuffers();
        RgbImage[] one = [TestModel.Image(128, 64, seed: 1)];
        RgbImage[] two = [TestModel.Image(128, 64, seed: 2), one[0]];
        float expected = session.Run(one, buffers, reconstruct: true)[0].Score;
        float together = session.Run(two, buffers, reconstruct: true)[1].Score;
        Assert.AreEqual(expected, together, 1e-6f);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(expected, session.Run(one, buffers, reconstruct: false)[0].Score);
        }

        Assert.IsLessThan(10 * 4096L, GC.GetAllocatedBytesForCurrentThread() - before, "a map alone has 32 KB");
    }
}
