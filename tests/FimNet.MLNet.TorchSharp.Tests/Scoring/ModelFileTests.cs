using System.IO.Compression;
using System.Text;
using FimNet.MLNet.Robustness.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public sealed class ModelFileTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_chain_saves_and_loads_with_ml_nets_own_calls_and_scores_bit_for_bit()
    {
        IDataView files = ImageFiles(3);
        TransformerChain<FimNetTransformer> model = Chain(files);
        string path = Save(model, files.Schema);

        ITransformer loaded = new MLContext().Model.Load(path, out DataViewSchema schema);

        CollectionAssert.AreEqual(new[] { "ImagePath" }, schema.Select(c => c.Name).ToArray());
        FimNetTransformer fimNet = ((TransformerChain<ITransformer>)loaded).OfType<FimNetTransformer>().Single();
        Assert.AreEqual(0.01f, fimNet.Threshold);
        Assert.AreEqual(new TrainingLoss(1, 1, 0.5f, 0.25f, 0.001f), fimNet.TrainingHistory.Single());
        CollectionAssert.AreEqual(Scores(model, files), Scores(loaded, files));
        CollectionAssert.AreEqual(
            model.Transform(files).GetColumn<float[]>("AnomalyMap").SelectMany(m => m).ToArray(),
            loaded.Transform(files).GetColumn<float[]>("AnomalyMap").SelectMany(m => m).ToArray());
    }

    [TestMethod]
    public void A_file_asks_for_no_version_of_the_library_so_that_its_format_alone_decides_who_reads_it()
    {
        IDataView files = ImageFiles(1);
        var zip = new ModelZip(File.ReadAllBytes(Save(Chain(files), files.Schema)));
        string[] headers = [.. zip.Names.Where(name => name.Contains("Transform_", StringComparison.Ordinal) && name.EndsWith("Model.key", StringComparison.Ordinal)).Select(name => Encoding.Unicode.GetString(zip[name]) + Encoding.Unicode.GetString(zip[name][1..]))];
        Assert.HasCount(2, headers);
        foreach (string header in headers)
        {
            StringAssert.Contains(header, "FimNet.MLNet");
            Assert.DoesNotContain("Version=", header);
        }
    }

    [TestMethod]
    public void A_transformer_alone_and_columns_added_after_it_survive_the_round_trip()
    {
        IDataView files = ImageFiles(2);
        ITransformer model = Chain(files).Append(_mlContext.Transforms.CopyColumns("Anomaly", "Score").Fit(Chain(files).Transform(files)));
        ITransformer loaded = _mlContext.Model.Load(Save(model, files.Schema), out _);
        CollectionAssert.AreEqual(Scores(model, files), loaded.Transform(files).GetColumn<float>("Anomaly").ToArray());

        using FimNetTransformer alone = TestModel.Transformer(_mlContext);
        IDataView images = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(files).Transform(files);
        ITransformer loadedAlone = _mlContext.Model.Load(Save(alone, images.Schema), out _);
        Assert.IsInstanceOfType<FimNetTransformer>(loadedAlone);
        CollectionAssert.AreEqual(Scores(alone, images), Scores(loadedAlone, images));
    }

    [TestMethod]
    public void Another_process_without_torch_loads_the_model_predicts_and_draws()
    {
        string program = SampleProgram.Path("Score");
        IEnumerable<string> torchFiles = Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.IsEmpty(torchFiles, "an application that only scores must not bring torch along");

        IDataView files = ImageFiles(3);
        TransformerChain<FimNetTransformer> model = Chain(files);
        string path = Save(model, files.Schema);
        string images = Path.Combine(_folder.Path, "images"), output = Path.Combine(images, "heatmaps");
        (int exitCode, string text) = SampleProgram.Run("Score", path, images, "--out", output);

        Assert.AreEqual(0, exitCode, text);
        StringAssert.Contains(text, "libtorch in this process: no");
        StringAssert.Contains(text, "PredictionEngine: 0.png has score");
        Assert.HasCount(3, Directory.GetFiles(output, "*.png"));
        string[] csv = File.ReadAllLines(Path.Combine(output, "scores.csv"));
        float[] expected = Scores(model, files);
        for (int i = 0; i < expected.Length; i++)
        {
            StringAssert.Contains(csv[i + 1], string.Create(System.Globalization.CultureInfo.InvariantCulture, $",{expected[i]:g6},"));
        }

        // Heatmaps are no images to score, and those of two images of one name are two.
        File.Copy(Path.Combine(images, "0.png"), Path.Combine(Directory.CreateDirectory(Path.Combine(images, "second")).FullName, "0.png"));
        (exitCode, text) = SampleProgram.Run("Score", path, images, "--out", output);
        Assert.AreEqual(0, exitCode, text);
        CollectionAssert.AreEquivalent(
            new[] { "0.png.map.png", "1.png.map.png", "2.png.map.png", Path.Combine("second", "0.png.map.png") },
            Directory.GetFiles(output, "*.png", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(output, file)).ToArray());
    }

    [TestMethod]
    public void A_file_that_is_no_model_gets_one_clear_sentence_from_the_sample()
    {
        _ = ImageFiles(1);
        string path = Path.Combine(_folder.Path, "notes.txt");
        File.WriteAllText(path, "this is no model");
        (int exitCode, string text) = SampleProgram.Run("Score", path, Path.Combine(_folder.Path, "images"));
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "is not a model that mlContext.Model.Save wrote");
    }

    [TestMethod]
    [DataRow("Graph.onnx", "the entry Graph.onnx")]
    [DataRow("Settings.json", "the entry Settings.json")]
    public void A_zip_without_one_of_its_entries_is_refused(string entry, string expected)
    {
        string path = SaveAlone();
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.Entries.Single(e => e.FullName.EndsWith(entry, StringComparison.Ordinal)).Delete();
        }

        StringAssert.Contains(LoadFailure(path), expected);
    }

    [TestMethod]
    [DataRow("\"format\":1", "\"format\":2", "written in format 2")]
    [DataRow("\"imageWidth\":128", "\"imageWidth\":100", "multiples of 64")]
    [DataRow("\"format\"", "format", "settings cannot be read")]
    public void Settings_that_make_no_sense_are_refused(string old, string replacement, string expected)
    {
        string path = SaveAlone();
        Replace(path, "Settings.json", text => text.Replace(old, replacement, StringComparison.Ordinal));
        StringAssert.Contains(LoadFailure(path), expected);
    }

    [TestMethod]
    public void A_damaged_graph_is_refused_while_loading()
    {
        string path = SaveAlone();
        Replace(path, "Graph.onnx", _ => "not a graph");
        StringAssert.Contains(LoadFailure(path), "graph");
    }

    private static void Replace(string path, string entry, Func<string, string> change)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry found = zip.Entries.Single(e => e.FullName.EndsWith(entry, StringComparison.Ordinal));
        string text;
        using (var reader = new StreamReader(found.Open()))
        {
            text = reader.ReadToEnd();
        }

        string changed = change(text);
        Assert.AreNotEqual(text, changed);
        string name = found.FullName;
        found.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(changed);
    }

    private string LoadFailure(string path)
    {
        Exception? e = Assert.Throws<Exception>(() => _mlContext.Model.Load(path, out _));
        for (; e is not null; e = e.InnerException)
        {
            if (e is ModelFormatException)
            {
                return e.Message;
            }
        }

        throw new AssertFailedException("No ModelFormatException in the chain.");
    }

    private string SaveAlone()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        return Save(transformer, ImageFiles(1).Schema);
    }

    private IDataView ImageFiles(int count)
    {
        string images = Directory.CreateDirectory(Path.Combine(_folder.Path, "images")).FullName;
        var paths = new List<ImageFile>();
        for (int i = 0; i < count; i++)
        {
            string path = Path.Combine(images, $"{i}.png");
            TestModel.Image(128, 64, seed: i).SavePng(path);
            paths.Add(new ImageFile { ImagePath = path });
        }

        return _mlContext.Data.LoadFromEnumerable(paths);
    }

    private TransformerChain<FimNetTransformer> Chain(IDataView files) =>
        new TransformerChain<ITransformer>(_mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(files)).Append(TestModel.Transformer(_mlContext));

    private string Save(ITransformer model, DataViewSchema schema)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.zip");
        _mlContext.Model.Save(model, schema, path);
        return path;
    }

    private static float[] Scores(ITransformer model, IDataView data) => model.Transform(data).GetColumn<float>("Score").ToArray();

    private sealed class ImageFile
    {
        public string ImagePath { get; set; } = "";
    }
}
