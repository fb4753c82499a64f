using System.Diagnostics;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Robustness.Models;
using FimNet.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class FimNetTransformerTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    public void The_schema_gains_score_decision_map_and_on_request_the_reconstruction()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext, reconstructionColumn: "Repaired");
        DataViewSchema schema = transformer.GetOutputSchema(View(1).Schema);

        CollectionAssert.AreEqual(
            new[] { "Image", "Name", "Label", "IsDefective", "Score", "PredictedLabel", "AnomalyMap", "Repaired", "PValue", "RegionBoxes", "RegionAreas", "RegionCentroids", "RegionPeaks", "RegionMeans" },
            schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(NumberDataViewType.Single, schema["Score"].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, schema["PredictedLabel"].Type);
        CollectionAssert.AreEqual(new[] { 64, 128 }, ((VectorDataViewType)schema["AnomalyMap"].Type).Dimensions);
        Assert.AreEqual(new ImageDataViewType(64, 128), schema["Repaired"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["PValue"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single), schema["RegionBoxes"].Type);
    }

    [TestMethod]
    public void The_cursor_that_looks_ahead_gives_what_the_row_mapper_gives_row_by_row()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext, reconstructionColumn: "Repaired");

        // Enough rows for the memory of those that are done to be used again.
        Row[] rows = Rows(60);
        using PredictionEngine<Row, Scored> engine = _mlContext.Model.CreatePredictionEngine<Row, Scored>(transformer);
        List<Scored> scored = _mlContext.Data.CreateEnumerable<Scored>(transformer.Transform(_mlContext.Data.LoadFromEnumerable(rows)), reuseRowObject: false).ToList();

        Assert.HasCount(rows.Length, scored);
        for (int i = 0; i < rows.Length; i++)
        {
            Scored single = engine.Predict(rows[i]);
            Assert.AreEqual(rows[i].Name, scored[i].Name, "columns that pass through must be their own row's");
            Assert.AreEqual(single.Score, scored[i].Score, 1e-6f);
            Assert.AreEqual(single.PredictedLabel, scored[i].PredictedLabel);
            Assert.IsLessThan(1e-6f, single.AnomalyMap.Zip(scored[i].AnomalyMap).Max(pair => Math.Abs(pair.First - pair.Second)));
            Assert.AreEqual((128, 64), (single.Repaired!.Width, single.Repaired.Height));
        }

        Assert.IsGreaterThan(1, scored.Select(s => s.Score).Distinct().Count(), "different images must have different scores");
    }

    [TestMethod]
    [DataRow("4", "0", 4)]
    [DataRow("none", "4", 5)]
    public void Scores_of_a_view_that_gives_other_rows_each_time_are_not_put_beside_them(string droppedHere, string droppedThere, int here)
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        int own = Environment.CurrentManagedThreadId;
        IDataView changing = _mlContext.Data.FilterByCustomPredicate<Row>(View(5), row => row.Name.EndsWith(Environment.CurrentManagedThreadId == own ? droppedHere : droppedThere, StringComparison.Ordinal));
        Assert.HasCount(here, changing.GetColumn<string>("Name").ToArray());
        IDataView scored = transformer.Transform(changing);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => scored.GetColumn<float>("Score").ToArray()).Message, "other rows each time");
    }

    [TestMethod]
    public void A_score_that_is_no_number_is_refused_and_not_passed_as_good()
    {
        using FimNetTransformer transformer = TestModel.Damaged(_mlContext);
        IDataView scored = transformer.Transform(View(2));
        StringAssert.Contains(Assert.Throws<ModelFormatException>(() => scored.GetColumn<float>("Score").ToArray()).Message, "gives an image the score");
        Assert.Throws<ModelFormatException>(() => scored.GetColumn<bool>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void A_map_of_values_that_are_no_numbers_is_refused_though_the_score_is_one()
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "model.zip");
        using (FimNetTransformer sound = TestModel.Transformer(_mlContext))
        {
            _mlContext.Model.Save(sound, inputSchema: null, path);
        }

        File.WriteAllBytes(path, new ModelZip(File.ReadAllBytes(path)).WithGraph(model => TakeLogarithmOfNothing(model.Graph)).Pack());
        using var edited = (FimNetTransformer)_mlContext.Model.Load(path, out _);
        IDataView scored = edited.Transform(View(2));
        StringAssert.Contains(Assert.Throws<ModelFormatException>(() => scored.GetColumn<float>("Score").ToArray()).Message, "a map of values that are no numbers");
    }

    [TestMethod]
    public void A_threshold_moves_the_decision_and_nothing_else()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        float[] scores = transformer.Transform(View(5)).GetColumn<float>("Score").Order().ToArray();
        using FimNetTransformer strict = transformer.WithThreshold(scores[2]);

        Assert.AreEqual(scores[2], strict.Threshold);
        Assert.AreEqual(2, strict.Transform(View(5)).GetColumn<bool>("PredictedLabel").Count(defective => defective), "only scores above the threshold are defective");
        CollectionAssert.AreEqual(scores, strict.Transform(View(5)).GetColumn<float>("Score").Order().ToArray());
        Assert.AreEqual(0.01f, transformer.Threshold);
        Assert.Throws<ArgumentOutOfRangeException>(() => transformer.WithThreshold(float.NaN));
    }

    [TestMethod]
    public void Another_number_of_threads_gives_the_same_scores_from_a_graph_of_its_own()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        float[] expected = transformer.Transform(View(3)).GetColumn<float>("Score").ToArray();
        using FimNetTransformer narrow = transformer.WithThreads(1);
        transformer.Dispose();

        float[] actual = narrow.Transform(View(3)).GetColumn<float>("Score").ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-6f);
        }

        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => transformer.WithThreads(0)).Message, "1 to 1024");
        Assert.Throws<ArgumentOutOfRangeException>(() => transformer.WithThreads(1025));
    }

    [TestMethod]
    [DoNotParallelize]
    public void A_model_has_the_threads_it_was_given_and_so_has_its_quantized_one()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        int before = Threads();
        using FimNetTransformer wide = transformer.WithThreads(64);
        _ = wide.Scores(View(1));
        int one = Threads();
        Assert.IsGreaterThan(before + 40, one);
        using FimNetTransformer quantized = wide.Quantize(View(1));
        _ = quantized.Scores(View(1));
        Assert.IsGreaterThan(one + 40, Threads());

        static int Threads()
        {
            using var process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }
    }

    [TestMethod]
    public void Evaluators_of_ml_net_take_the_scored_view()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        IDataView scored = transformer.Transform(View(8));
        AnomalyDetectionMetrics anomaly = _mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 2);
        BinaryClassificationMetrics binary = _mlContext.BinaryClassification.EvaluateNonCalibrated(scored, "IsDefective");

        float[] scores = scored.GetColumn<float>("Score").ToArray();
        bool[] labels = Rows(8).Select(r => r.IsDefective).ToArray();
        double pairs = scores.Where((_, i) => labels[i]).Sum(bad => scores.Where((_, i) => !labels[i]).Count(good => bad > good));
        Assert.AreEqual(pairs / (4 * 4), anomaly.AreaUnderRocCurve, 1e-9);
        Assert.AreEqual(pairs / (4 * 4), binary.AreaUnderRocCurve, 1e-9);
    }

    [TestMethod]
    public void A_disposed_transformer_scores_again_because_engines_dispose_what_they_use()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        float before = transformer.Transform(View(1)).GetColumn<float>("Score").Single();
        _mlContext.Model.CreatePredictionEngine<Row, Scored>(transformer).Dispose();
        transformer.Dispose();
        transformer.Dispose();
        Assert.AreEqual(before, transformer.Transform(View(1)).GetColumn<float>("Score").Single());
    }

    [TestMethod]
    public void A_damaged_file_is_named_with_its_row_after_the_rows_before_it_were_scored()
    {
        using var folder = new PrivateFolder();
        string good = Path.Combine(folder.Path, "good.png");
        string damaged = Path.Combine(folder.Path, "damaged.png");
        TestModel.Image(128, 64, 0).SavePng(good);
        File.WriteAllText(damaged, "no image");
        IDataView files = _mlContext.Data.LoadFromEnumerable(new[] { good, damaged, good }.Select(path => new { ImagePath = path }));
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        IDataView scored = transformer.Transform(_mlContext.Transforms.LoadImages("Image", "", "ImagePath").Fit(files).Transform(files));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.IsTrue(cursor.MoveNext());
        ImageReadException e = Assert.Throws<ImageReadException>(() => cursor.MoveNext());
        StringAssert.Contains(e.Message, damaged);
        StringAssert.Contains(e.Message, "row 1");
    }

    [TestMethod]
    public void Images_too_large_to_share_a_run_are_scored_alike()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        Row[] rows = Enumerable.Range(0, 3).Select(i => new Row { Image = TestModel.Image(1600, 1400, seed: i).ToMLImage(), Name = $"large {i}" }).ToArray();
        float[] together = transformer.Transform(_mlContext.Data.LoadFromEnumerable(rows)).GetColumn<float>("Score").ToArray();
        float[] alone = rows.Select(row => transformer.Transform(_mlContext.Data.LoadFromEnumerable([row])).GetColumn<float>("Score").Single()).ToArray();
        CollectionAssert.AreEqual(alone, together);
        Assert.HasCount(3, together.Distinct().ToArray());
    }

    [TestMethod]
    public void A_cursor_that_is_left_early_ends_its_reader()
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "image.png");
        TestModel.Image(128, 64, seed: 0).SavePng(path);
        var mlContext = new MLContext();
        int warnings = 0;
        mlContext.Log += (_, e) => warnings += e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning ? 1 : 0;
        using FimNetTransformer transformer = TestModel.Transformer(mlContext);
        IDataView files = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new { Path = i == 0 ? "missing.png" : path }).ToArray());
        IDataView scored = transformer.Transform(
            mlContext.Transforms.LoadSurfaceImages("Image", "Path", options: new SurfaceImageOptions { OnError = ImageErrorPolicy.Skip }).Fit(files).Transform(files));
        for (int i = 1; i <= 5; i++)
        {
            using (DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]))
            {
                Assert.IsTrue(cursor.MoveNext());
            }

            Assert.AreEqual(i, warnings, "what reads the images tells of the missing one when it ends");
        }
    }

    [TestMethod]
    public void An_exported_file_runs_in_onnx_runtime_and_explains_itself()
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext).WithThreshold(0.125f);
        transformer.ExportOnnx(path);

        using var session = new InferenceSession(path);
        ModelSettings settings = ModelSettings.FromJson(session.ModelMetadata.CustomMetadataMap[FimNetModel.SettingsKey]);
        Assert.AreEqual(0.125f, settings.Threshold);
        RgbImage image = TestModel.Image(100, 50, 3);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Pixels.ToArray(), [1, 50, 100, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["image"], [input], ["score"]);
        Row row = new() { Image = image.ToMLImage() };
        Assert.AreEqual(
            transformer.Transform(_mlContext.Data.LoadFromEnumerable([row])).GetColumn<float>("Score").Single(), outputs[0].GetTensorDataAsSpan<float>()[0]);
        Assert.HasCount(1, Directory.GetFiles(folder.Path), "no temporary file may be left");
    }

    /// <summary>The score follows from the map as before; the map itself becomes the logarithm of 0.</summary>
    private static void TakeLogarithmOfNothing(GraphProto graph)
    {
        const string Before = "map before";
        foreach (NodeProto node in graph.Node)
        {
            Rename(node.Input);
            Rename(node.Output);
        }

        graph.Node.Add(new NodeProto { Name = "nothing", OpType = "Sub", Input = { Before, Before }, Output = { "nothing" } });
        graph.Node.Add(new NodeProto { Name = "logarithm", OpType = "Log", Input = { "nothing" }, Output = { GraphNames.AnomalyMap } });

        static void Rename(IList<string> names)
        {
            for (int i = 0; i < names.Count; i++)
            {
                names[i] = names[i] == GraphNames.AnomalyMap ? Before : names[i];
            }
        }
    }

    private IDataView View(int count) => _mlContext.Data.LoadFromEnumerable(Rows(count), SchemaDefinition.Create(typeof(Row)));

    private static Row[] Rows(int count) => Enumerable.Range(0, count).Select(i => new Row
    {
        // Sizes alternate in runs, so that batches are cut short.
        Image = TestModel.Image(i / 3 % 2 == 0 ? 128 : 90, 64, seed: i).ToMLImage(),
        Name = $"image {i}",
        Label = i % 2,
        IsDefective = i % 2 == 1,
    }).ToArray();

    private sealed class Row
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }

        public string Name { get; set; } = "";

        public float Label { get; set; }

        public bool IsDefective { get; set; }
    }

    private sealed class Scored
    {
        public string Name { get; set; } = "";

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] AnomalyMap { get; set; } = [];

        [ImageType(64, 128)]
        public MLImage? Repaired { get; set; }
    }
}
