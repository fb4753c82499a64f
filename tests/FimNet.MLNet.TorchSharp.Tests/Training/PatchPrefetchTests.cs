using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class PatchPrefetchTests
{
    [TestMethod]
    public void Batches_come_in_the_order_of_their_source()
    {
        using TrainingData data = PatchFixture.Read(PatchFixture.Options);
        var source = new PatchSource(data, PatchFixture.Options, stage: 2, seed: 9);
        using var prefetch = new PatchPrefetch(new PatchSource(data, PatchFixture.Options, stage: 2, seed: 9));
        for (int i = 0; i < 8; i++)
        {
            PatchBatch expected = source.Next();
            PatchBatch actual = prefetch.Next();
            Assert.IsTrue(expected.Input.SequenceEqual(actual.Input) && expected.Target.SequenceEqual(actual.Target), $"batch {i}");
        }
    }

    [TestMethod]
    public void What_goes_wrong_while_drawing_is_thrown_at_next_again_and_again()
    {
        using var folder = new PrivateFolder();
        string damaged = Path.Combine(folder.Path, "damaged.png");
        File.WriteAllText(damaged, "no image");
        FimNetOptions options = PatchFixture.Options with
        {
            Defects = DefectGeneratorOptions.Paper with { MinPastes = 1, BlurredPastes = 0, NaturalImageFolder = folder.Path },
        };
        using TrainingData data = PatchFixture.Read(options);
        using var prefetch = new PatchPrefetch(new PatchSource(data, options, stage: 2, seed: 1));
        for (int i = 0; i < 2; i++)
        {
            StringAssert.Contains(Assert.Throws<ImageReadException>(() => prefetch.Next()).Message, damaged);
        }
    }

    [TestMethod]
    [Timeout(20_000)]
    [DataRow(0, DisplayName = "while it draws")]
    [DataRow(300, DisplayName = "while it is full")]
    public void It_can_be_left_at_any_time(int milliseconds)
    {
        using TrainingData data = PatchFixture.Read(PatchFixture.Options);
        var prefetch = new PatchPrefetch(new PatchSource(data, PatchFixture.Options, stage: 1, seed: 1));
        Assert.IsNotNull(prefetch.Next());
        Thread.Sleep(milliseconds);
        prefetch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => prefetch.Next());
    }
}
