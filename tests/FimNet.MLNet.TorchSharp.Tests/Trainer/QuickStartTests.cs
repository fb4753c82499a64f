using System.Globalization;
using System.Text.Json;

namespace FimNet.MLNet.Tests.Trainer;

/// <summary>The sample from end to end, with a training too short to be good.</summary>
[TestClass]
public sealed class QuickStartTests : IDisposable
{
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void It_trains_evaluates_saves_and_has_a_second_process_draw()
    {
        string output = Path.Combine(_folder.Path, "out");
        string json = Path.Combine(_folder.Path, "figures", "of this.json");
        (int exitCode, string text) = SampleProgram.Run("QuickStart", "--texture", "grid", "--image-size", "128", "--budget", "4", "--threads", "1", "--out", output, "--json", json);

        Assert.AreEqual(0, exitCode, text);
        StringAssert.Contains(text, "libtorch in this process: no");
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement root = figures.RootElement;
        Assert.AreEqual(RankedByHand(Path.Combine(output, "heatmaps", "scores.csv")), root.GetProperty("imageAuRoc").GetDouble(), 0.01);
        Assert.IsTrue(root.GetProperty("pixelAuRoc").GetDouble() is > 0 and < 1);
        Assert.IsGreaterThan(3, root.GetProperty("trainSeconds").GetDouble());
        Assert.IsGreaterThan(0, root.GetProperty("scoreMillisecondsPerImage").GetDouble());
        Assert.IsGreaterThan(50, root.GetProperty("peakMemoryMegabytes").GetDouble());
        Assert.IsGreaterThan(0, root.GetProperty("steps").GetInt32());
        Assert.AreEqual(0, root.GetProperty("seed").GetInt32());
        Assert.AreEqual("fast", root.GetProperty("preset").GetString());
        Assert.AreEqual(4, root.GetProperty("budget").GetDouble());
        Assert.IsTrue(File.Exists(root.GetProperty("modelPath").GetString()));
        foreach (string figure in new[] { "auPro", "averagePrecision", "f1Max" })
        {
            Assert.IsTrue(root.GetProperty(figure).GetDouble() is > 0 and < 1, figure);
        }

        string report = root.GetProperty("reportPath").GetString()!;
        StringAssert.Contains(text, $"report: {report}");
        StringAssert.Contains(File.ReadAllText(report), "<title>Grid</title>");
        Assert.HasCount(6, root.GetProperty("pixelAuRocByDefect").EnumerateObject().ToArray());
        Assert.HasCount(6, Directory.GetFiles(Path.Combine(output, "gallery"), "*.png"));
        Assert.HasCount(68, Directory.GetFiles(Path.Combine(output, "heatmaps"), "*.map.png", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Good_test_images_alone_have_a_report_and_heatmaps_but_no_figures_of_defects()
    {
        string data = Path.Combine(_folder.Path, "data"), output = Path.Combine(_folder.Path, "out"), json = Path.Combine(_folder.Path, "figures.json");
        ProceduralDefectDataset.Write(data, ProceduralTexture.Grid, new ProceduralDefectDatasetOptions { TrainImages = 4, GoodTestImages = 2, TestImagesPerDefect = 1, ImageSize = 64 });
        foreach (string defect in Directory.GetDirectories(Path.Combine(data, "test")).Where(folder => Path.GetFileName(folder) != "good"))
        {
            Directory.Delete(defect, recursive: true);
        }

        File.WriteAllText(Path.Combine(data, "test", "good", "._0000.png"), "what another system keeps beside a picture");
        (int exitCode, string text) = SampleProgram.Run("QuickStart", "--data", data, "--image-size", "64", "--budget", "1", "--threads", "1", "--out", output, "--json", json);
        Assert.AreEqual(0, exitCode, text);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(json));
        Assert.AreEqual(JsonValueKind.Null, figures.RootElement.GetProperty("imageAuRoc").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, figures.RootElement.GetProperty("pixelAuRoc").ValueKind);
        Assert.AreEqual(2, figures.RootElement.GetProperty("decisions").GetProperty("good").GetInt32());
        Assert.IsTrue(File.Exists(figures.RootElement.GetProperty("reportPath").GetString()));
        Assert.HasCount(2, Directory.GetFiles(Path.Combine(output, "heatmaps"), "*.map.png", SearchOption.AllDirectories));

        (exitCode, text) = SampleProgram.Run("Reproduce", "--data", data, "--out", output);
        Assert.AreEqual(1, exitCode, text);
        StringAssert.Contains(text, "all good or all defective");
    }

    [TestMethod]
    [DataRow("--data", "nowhere", "nowhere")]
    [DataRow("--image-size", "100", "multiple of 64")]
    [DataRow("--budget", "1e300", "--budget is 1E+300 seconds")]
    [DataRow("--budget", "2,5", "--budget is '2,5'")]
    public void A_wrong_option_gets_one_clear_sentence(string option, string value, string expected)
    {
        (int exitCode, string text) = SampleProgram.Run("QuickStart", option, value, "--out", Path.Combine(_folder.Path, "out"));
        Assert.AreEqual(1, exitCode, text);
        StringAssert.Contains(text, expected);
        Assert.DoesNotContain("   at ", text);
    }

    // The share of pairs of a defective and a good image that the second process's scores put in the right order.
    private static double RankedByHand(string csv)
    {
        (bool Good, double Score)[] rows = File.ReadLines(csv).Skip(1).Select(line => line.Split(','))
            .Select(cells => (cells[0].Contains("/good/", StringComparison.Ordinal) || cells[0].Contains("\\good\\", StringComparison.Ordinal), double.Parse(cells[1], CultureInfo.InvariantCulture)))
            .ToArray();
        double[] good = rows.Where(r => r.Good).Select(r => r.Score).ToArray();
        double[] bad = rows.Where(r => !r.Good).Select(r => r.Score).ToArray();
        return bad.Average(b => good.Average(g => b > g ? 1 : b == g ? 0.5 : 0));
    }
}
