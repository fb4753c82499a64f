using Microsoft.ML;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>Writes the files that later versions must load. A file that was released is never written again: a new format gets files of its own.</summary>
[TestClass]
public sealed class GoldenWriterTests
{
    [TestMethod]
    public void A_golden_file_is_small_and_loads()
    {
        using var folder = new PrivateFolder();
        string target = Environment.GetEnvironmentVariable("FIMNET_GOLDEN_FOLDER") ?? folder.Path;
        string path = Path.Combine(target, "format-1.2.zip");
        var mlContext = new MLContext(seed: 0);
        using FimNetTransformer model = GoldenModel.Create(mlContext);
        mlContext.Model.Save(model, inputSchema: null, path);
        Assert.IsLessThan(1L << 20, new FileInfo(path).Length);
        using FimNetTransformer loaded = mlContext.Model.LoadFimNet(path, out _).FimNet();
        Assert.AreEqual(model.Threshold, loaded.Threshold);
    }
}
