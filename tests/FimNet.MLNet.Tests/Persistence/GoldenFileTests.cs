using System.Globalization;
using System.IO.Compression;
using FimNet.MLNet.Tests.Golden;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Persistence;

/// <summary>Files that versions of this library wrote and every later one must load and score alike. They are the same network, with conditional scoring, with conditional fusion, and with that and a normalised map, and none is ever written again.</summary>
[TestClass]
public sealed class GoldenFileTests : IDisposable
{
    // ONNX Runtime picks its kernels by the processor, and sums in another order on another one; on the machine that wrote the files, scores are equal bit for bit.
    private const double Tolerance = 1e-5;

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("format-1.1", false)]
    [DataRow("format-1.2", true)]
    [DataRow("fusion-1.2", true)]
    [DataRow("normalized-1.2", true)]
    public void A_file_of_each_format_loads_and_scores_as_when_it_was_written(string format, bool hasDigest)
    {
        using (ZipArchive zip = ZipFile.OpenRead(PathOf(format, "zip")))
        {
            Assert.AreEqual(hasDigest, zip.Entries.Any(entry => entry.Name == "Sha256"));
        }

        ITransformer model = _mlContext.Model.LoadFimNet(PathOf(format, "zip"), out DataViewSchema? schema);

        Assert.IsNotNull(schema?.GetColumnOrNull("Path"));
        FimNetTransformer fimNet = model.FimNet();
        Assert.AreEqual(1.5f, fimNet.Threshold);
        Assert.AreEqual(1.25f, fimNet.PixelThreshold);
        Assert.AreEqual(4, fimNet.RegionOptions.MinimumArea);
        CollectionAssert.AreEqual(new[] { 0.001f, 0.002f, 0.003f }, fimNet.ReferenceScores.ToArray());
        Assert.AreEqual(new TrainingLoss(1, 1, 0.5f, 0.25f, 0.001f), fimNet.TrainingHistory.Single());
        float[] expected = [.. File.ReadLines(PathOf(format, "scores")).Select(line => BitConverter.UInt32BitsToSingle(uint.Parse(line.Split(' ')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        float[] actual = Scores(model);
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], Tolerance * expected[i], $"image {i}");
        }
    }

    [TestMethod]
    public void An_old_file_loads_with_ml_nets_own_call_too_and_is_saved_in_the_new_format_with_the_same_scores()
    {
        ITransformer old = _mlContext.Model.Load(PathOf("format-1.1", "zip"), out DataViewSchema schema);
        string path = Path.Combine(_folder.Root, "saved.zip");
        _mlContext.Model.Save(old, schema, path);
        using (ZipArchive zip = ZipFile.OpenRead(path))
        {
            Assert.IsTrue(zip.Entries.Any(entry => entry.Name == "Sha256"));
        }

        float[] scores = Scores(old);
        CollectionAssert.AreEqual(scores, Scores(_mlContext.Model.LoadFimNet(path, out _)));
        CollectionAssert.AreEqual(scores, Scores(_mlContext.Model.LoadFimNet(PathOf("format-1.2", "zip"), out _)));
    }

    [TestMethod]
    public void A_file_with_an_entry_whose_checksum_does_not_fit_is_refused_whichever_entry_it_is()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("format-1.1", "zip"));
        ReadOnlySpan<byte> directoryEntry = "PK\u0001\u0002"u8;
        int entries = 0;
        for (int start = bytes.AsSpan().IndexOf(directoryEntry); start < bytes.Length; entries++)
        {
            const int Crc = 16;
            byte[] damaged = [.. bytes];
            damaged[start + Crc] ^= 1;
            string path = _folder.File("damaged.zip", damaged);
            StringAssert.Contains(Assert.ThrowsExactly<ModelFormatException>(() => _mlContext.Model.LoadFimNet(path, out _)).Message, "checksum");
            int next = bytes.AsSpan(start + 1).IndexOf(directoryEntry);
            start = next < 0 ? bytes.Length : start + 1 + next;
        }

        using ZipArchive zip = ZipFile.OpenRead(PathOf("format-1.1", "zip"));
        Assert.AreEqual(zip.Entries.Count, entries);
    }

    private static string PathOf(string format, string extension) => Path.Combine(AppContext.BaseDirectory, "Golden", $"{format}.{extension}");

    private float[] Scores(ITransformer model)
    {
        ImagePath[] paths = [.. GoldenImages.All().Select((image, i) => new ImagePath { Path = Path.Combine(_folder.Root, $"{i}.png") })];
        foreach ((RgbImage image, ImagePath file) in GoldenImages.All().Zip(paths))
        {
            image.SavePng(file.Path);
        }

        return [.. model.Transform(_mlContext.Data.LoadFromEnumerable(paths)).GetColumn<float>("Score")];
    }

    private sealed class ImagePath
    {
        public string Path { get; set; } = "";
    }
}
