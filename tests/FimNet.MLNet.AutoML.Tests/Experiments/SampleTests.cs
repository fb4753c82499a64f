using System.Text.Json;
using FimNet.MLNet.Tests;

namespace FimNet.MLNet.AutoML.Tests.Experiments;

[TestClass]
public class SampleTests
{
    [TestMethod]
    public void The_sample_runs_from_end_to_end()
    {
        using var folder = new PrivateFolder();
        string root = Path.Combine(folder.Path, "data"), output = Path.Combine(folder.Path, "out"), json = Path.Combine(folder.Path, "figures.json");
        ProceduralDefectDataset.Write(root, ProceduralTexture.Weave, new ProceduralDefectDatasetOptions { ImageSize = 64, TrainImages = 8, GoodTestImages = 2, TestImagesPerDefect = 1 });
        (int exitCode, string text) = SampleProgram.Run("Experiment", "--data", root, "--budget", "10", "--out", output, "--json", json);

        Assert.AreEqual(0, exitCode, text);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(json));
        Assert.IsGreaterThan(0, figures.RootElement.GetProperty("trials").GetInt32());
        foreach (string name in new[] { "bestMetric", "defaultMetric", "testImageAuRoc", "testPixelAuRoc" })
        {
            Assert.IsTrue(figures.RootElement.GetProperty(name).GetDouble() is >= 0 and <= 1, name);
        }

        StringAssert.Contains(text, "Trial 0 is the best so far");
        Assert.IsTrue(new[] { "best.zip", "trials.csv", "trials.html" }.All(name => File.Exists(Path.Combine(output, name))));
    }
}
