using System.Security.Cryptography;
using System.Text;
using FimNet.MLNet.Checkpoints;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Tests.Checkpoints;

[TestClass]
public class CheckpointFileTests
{
    [TestMethod]
    public void Whatever_a_forger_writes_before_a_right_hash_is_read_or_refused()
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, 1, 12);
        string newest = Directory.GetFiles(folder.Path, "*.fimnet").MaxBy(File.GetLastWriteTimeUtc)!;
        byte[] start = File.ReadAllBytes(newest)[..4096];
        string forged = Path.Combine(folder.Path, "forged");
        Write(forged, start);
        using (var file = new CheckpointFile(forged))
        {
            Assert.AreEqual((1, 10), (file.Header.Position.Stage, file.Header.Position.Step));
        }

        var random = new SeededRandom(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = start[..(random.Chance(0.2) ? random.NextInt(0, start.Length) : start.Length)];
            for (int change = random.NextInt(0, 3); change > 0 && bytes.Length > 0; change--)
            {
                bytes[random.NextInt(0, bytes.Length - 1)] = (byte)(random.Chance(0.5) ? 0xFF : random.NextInt(0, 255));
            }

            Write(forged, bytes);
            try
            {
                new CheckpointFile(forged).Dispose();
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(100, refused);
    }

    [TestMethod]
    [DataRow("network.encoder.conv1.weight Float32 [32 3 4 4]", "network.encoder.conv1.weight Float32 [32 4 3 4]", DisplayName = "another shape")]
    [DataRow("network.encoder.conv1.weight Float32 [32 3 4 4]", "network.encoder.conv1.weight Float64 [32 3 4 4]", DisplayName = "another type")]
    [DataRow("network.encoder.conv1.weight Float32 [32 3 4 4]", "network.encoder.conv2.weight Float32 [32 3 4 4]", DisplayName = "another name")]
    public void Tensors_of_another_network_are_refused_whatever_the_hash(string right, string wrong)
    {
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, 1, 1);
        string path = Directory.GetFiles(folder.Path, "*.fimnet").Single();
        byte[] bytes = File.ReadAllBytes(path)[..^SHA256.HashSizeInBytes];
        int place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(right));
        Encoding.UTF8.GetBytes(wrong).CopyTo(bytes, place);
        Write(path, bytes);

        string message = Assert.ThrowsExactly<TrainingCheckpointException>(() => CheckpointedTraining.Fit(folder.Path, _ => Assert.Fail("a step"))).Message;
        StringAssert.Contains(message, $"the place of {right} is wrong");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no checkpoint, but a text that is longer than a hash")]
    public void Another_file_is_refused(string text)
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "file");
        File.WriteAllText(path, text);
        Assert.ThrowsExactly<InvalidDataException>(() => new CheckpointFile(path));
    }

    private static void Write(string path, byte[] bytes) => File.WriteAllBytes(path, [.. bytes, .. SHA256.HashData(bytes)]);
}
