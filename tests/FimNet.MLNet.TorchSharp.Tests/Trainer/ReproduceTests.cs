using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FimNet.MLNet.Tests.Trainer;

/// <summary>The sample from end to end, with trainings too short to be good.</summary>
[TestClass]
public sealed class ReproduceTests : IDisposable
{
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void It_trains_a_variant_follows_its_accuracy_and_evaluates_it()
    {
        string json = Path.Combine(_folder.Path, "figures.json");
        (int exitCode, string text) = SampleProgram.Run("Reproduce", [.. TinyRun(), "--variant", "memae", "--budget", "3", "--curve", "1", "--seed", "5", "--json", json]);

        Assert.AreEqual(0, exitCode, text);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement root = figures.RootElement;
        Assert.AreEqual("memae", root.GetProperty("variant").GetString());
        Assert.AreEqual("data", root.GetProperty("surface").GetString());
        Assert.AreEqual(5, root.GetProperty("seed").GetInt32());
        Assert.HasCount(6, root.GetProperty("byDefect").EnumerateObject().ToArray());
        Assert.AreNotEqual(root.GetProperty("pixelAuRoc").GetDouble(), root.GetProperty("unsmoothed").GetProperty("pixelAuRoc").GetDouble());
        CollectionAssert.AreEquivalent(
            new[] { "Mhfd", "TwoSidedMhfd", "ConditionalMhfd", "ConditionalFusion" },
            root.GetProperty("otherScorings").EnumerateArray().Select(other => other.GetProperty("scoring").GetString()).ToArray(), "all but MemAE's own");
        JsonElement last = root.GetProperty("curve")[0];
        Assert.AreEqual(root.GetProperty("pixelAuRoc").GetDouble(), last.GetProperty("pixelAuRoc").GetDouble(), 1e-9, "the last point of the curve is the model");
        Assert.AreEqual(root.GetProperty("steps").GetInt32(), last.GetProperty("steps").GetInt32());
        Assert.IsTrue(root.GetProperty("losses").EnumerateArray().All(loss => loss.GetProperty("stage").GetInt32() == 1), "MemAE has no second stage");
        StringAssert.Contains(text, $"| memae: MemAE | PixelDifference | 1 | {root.GetProperty("pixelAuRoc").GetDouble():f4} |");
        Assert.IsTrue(File.Exists(root.GetProperty("reportPath").GetString()));
    }

    [TestMethod]
    public void Both_stages_share_the_steps_and_a_finished_training_is_evaluated_again_without_one()
    {
        string json = Path.Combine(_folder.Path, "figures.json");
        string[] arguments = [.. TinyRun(), "--seed", "3", "--steps", "5", "--scorings", "paper", "--checkpoints", Path.Combine(_folder.Path, "kept"), "--json", json];
        (int exitCode, string text) = SampleProgram.Run("Reproduce", arguments);
        Assert.AreEqual(0, exitCode, text);
        JsonObject first = JsonNode.Parse(File.ReadAllText(json))!.AsObject();
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 2, 2 }, first["losses"]!.AsArray().Select(loss => loss!["stage"]!.GetValue<int>()).ToArray());
        Assert.IsTrue(Directory.Exists(Path.Combine(_folder.Path, "kept", "A-3")));
        CollectionAssert.AreEqual(new[] { "Mhfd", "PixelDifference" }, first["otherScorings"]!.AsArray().Select(other => other!["scoring"]!.GetValue<string>()).ToArray(), "what Table VI compares");
        Assert.IsNull(first["unsmoothed"], "only with all ways");
        StringAssert.Contains(text, "| A: all of the method | ConditionalFusion, by position and background | 1 |");
        StringAssert.Contains(text, string.Create(CultureInfo.InvariantCulture, $"|  | Mhfd | 1 | {first["otherScorings"]![0]!["pixelAuRoc"]!.GetValue<double>():f4} |"));

        File.Delete(json);
        (exitCode, text) = SampleProgram.Run("Reproduce", arguments);
        Assert.AreEqual(0, exitCode, text);
        Assert.DoesNotContain("stage 1", text);
        JsonObject second = JsonNode.Parse(File.ReadAllText(json))!.AsObject();
        foreach (string measured in new[] { "trainSeconds", "scoreMillisecondsPerImage", "peakMemoryMegabytes" })
        {
            Assert.IsTrue(first.Remove(measured) && second.Remove(measured), measured);
        }

        Assert.AreEqual(first.ToJsonString(), second.ToJsonString());
    }

    [TestMethod]
    public void A_time_and_a_number_of_steps_exclude_each_other()
    {
        (int exitCode, string text) = SampleProgram.Run("Reproduce", "--steps", "5", "--budget", "3");
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "--budget and --steps");
    }

    [TestMethod]
    public void Several_variants_need_a_table()
    {
        (int exitCode, string text) = SampleProgram.Run("Reproduce", "--variant", "A", "B");
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "--table");
    }

    private string[] TinyRun()
    {
        string data = Path.Combine(_folder.Path, "data");
        ProceduralDefectDataset.Write(data, ProceduralTexture.Grain, new ProceduralDefectDatasetOptions { TrainImages = 4, GoodTestImages = 2, TestImagesPerDefect = 1, ImageSize = 64 });
        return ["--data", data, "--image-size", "64", "--threads", "1", "--out", Path.Combine(_folder.Path, "out")];
    }
}
