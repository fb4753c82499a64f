using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>Rows without an image: what scoring, and everything behind it, makes of them.</summary>
[TestClass]
public sealed class MissingImageTests : IDisposable
{
    private static readonly SurfaceImageOptions Skip = new() { OnError = ImageErrorPolicy.Skip };

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();
    private readonly FimNetTransformer _fimNet;

    public MissingImageTests()
    {
        _fimNet = TestModel.Transformer(_mlContext, reconstructionColumn: "Repaired").WithPixelThreshold(0);
    }

    public void Dispose()
    {
        _fimNet.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void A_row_without_an_image_has_a_score_that_is_not_a_number_and_its_neighbours_keep_theirs()
    {
        Row[] rows = [.. Enumerable.Range(0, 12).Select(i => new Row { Image = i is 0 or 4 or 5 or 11 ? null : TestModel.Image(128, 64, seed: i).ToMLImage() })];
        Scored[] scored = Read(_fimNet.Transform(_mlContext.Data.LoadFromEnumerable(rows)));
        using PredictionEngine<Row, Scored> engine = _mlContext.Model.CreatePredictionEngine<Row, Scored>(_fimNet);
        Assert.HasCount(rows.Length, scored);
        for (int i = 0; i < rows.Length; i++)
        {
            Scored single = engine.Predict(rows[i]);
            if (rows[i].Image is null)
            {
                AssertNothingIsSaid(scored[i]);
                AssertNothingIsSaid(single);
            }
            else
            {
                Assert.IsTrue(float.IsFinite(scored[i].Score), $"row {i}");
                Assert.AreEqual(single.Score, scored[i].Score, 1e-6f, $"row {i}");
                Assert.IsNotNull(scored[i].Repaired);
                Assert.IsNotEmpty(scored[i].RegionAreas);
            }
        }
    }

    [TestMethod]
    public void A_disposed_image_is_refused_with_its_row_and_column()
    {
        Row[] rows = [.. Enumerable.Range(0, 3).Select(i => new Row { Image = TestModel.Image(128, 64, seed: i).ToMLImage() })];
        rows[1].Image!.Dispose();
        ImageReadException refused = Assert.ThrowsExactly<ImageReadException>(() => Read(_fimNet.Transform(_mlContext.Data.LoadFromEnumerable(rows))));
        StringAssert.Contains(refused.Message, "The image in column 'Image' of row 1");
    }

    [TestMethod]
    public void A_view_without_any_image_is_scored()
    {
        Scored[] scored = Read(_fimNet.Transform(_mlContext.Data.LoadFromEnumerable(Enumerable.Repeat(new Row(), 40).ToArray())));
        Assert.HasCount(40, scored);
        Array.ForEach(scored, AssertNothingIsSaid);
    }

    [TestMethod]
    public void Bad_files_are_skipped_counted_and_can_be_left_out_by_their_missing_score()
    {
        var warnings = new List<string>();
        _mlContext.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        IDataView files = Files();
        IDataView scored = Chain(files, Skip).Transform(files);
        CollectionAssert.AreEqual(new[] { false, true, false }, scored.GetColumn<float>("Score").Select(float.IsNaN).ToArray());
        Assert.HasCount(1, warnings);
        StringAssert.Contains(warnings[0], "1 of 3 images could not be loaded");

        string[] errors = [.. scored.GetColumn<string>("ImageError")];
        StringAssert.Contains(errors[1], "1.png");
        CollectionAssert.AreEqual(new[] { "", "" }, new[] { errors[0], errors[2] });
        Assert.HasCount(2, _mlContext.Data.FilterRowsByMissingValues(scored, "Score").GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    public void What_cannot_do_without_the_image_says_which_row_lacks_it()
    {
        IDataView files = Files();
        TransformerChain<FimNetTransformer> chain = Chain(files, Skip);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => chain.Calibrate(files, ThresholdRule.FalseAlarmRate(0.5))).Message, "The score of row 1 is NaN");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => FimNetReport.Create(_fimNet, chain.Transform(files))).Message, "row 1");
        IDataView images = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", options: Skip).Fit(files).Transform(files);
        string message = Assert.ThrowsExactly<ImageReadException>(() => _mlContext.Fit(TinyTraining.Options, images)).Message;
        StringAssert.Contains(message, "has no image");
        StringAssert.Contains(message, "1.png");
    }

    [TestMethod]
    public void Generated_defects_pass_a_missing_image_on()
    {
        IDataView rows = _mlContext.Data.LoadFromEnumerable(new[] { new Row { Image = TestModel.Image(128, 64, seed: 1).ToMLImage() }, new Row() });
        GenerateDefectsTransformer stage = _mlContext.Transforms.GenerateDefects("Repaired", "Image", "Mask").Fit(rows);
        Defective[] passed = [.. _mlContext.Data.CreateEnumerable<Defective>(stage.Transform(rows), reuseRowObject: false)];
        Assert.IsNotNull(passed[0].Repaired);
        Assert.IsNotNull(passed[0].Mask);
        Assert.IsNull(passed[1].Repaired);
        Assert.IsNull(passed[1].Mask);
    }

    [TestMethod]
    public void The_sample_goes_on_over_a_bad_file_when_told_to_and_stops_with_its_name_otherwise()
    {
        IDataView files = Files();
        string model = Path.Combine(_folder.Path, "model.zip"), output = Path.Combine(_folder.Path, "heatmaps");
        _mlContext.Model.Save(Chain(files, SurfaceImageOptions.Default), files.Schema, model);

        (int exitCode, string text) = SampleProgram.Run("Score", model, Path.Combine(_folder.Path, "images"), "--out", output, "--on-error", "skip");
        Assert.AreEqual(0, exitCode, text);
        StringAssert.Contains(text, "3 images in");
        StringAssert.Contains(text, "1 of them unreadable");
        Assert.HasCount(2, Directory.GetFiles(output, "*.png"));
        string[] csv = File.ReadAllLines(Path.Combine(output, "scores.csv"));
        StringAssert.Contains(csv[2], ",NaN,,\"Row 1");
        StringAssert.EndsWith(csv[3], ",");

        (exitCode, text) = SampleProgram.Run("Score", model, Path.Combine(_folder.Path, "images"), "--out", output);
        Assert.AreEqual(1, exitCode, text);
        StringAssert.Contains(text, "1.png");
        StringAssert.Contains(text, "damaged or incomplete");
    }

    private static void AssertNothingIsSaid(Scored row)
    {
        Assert.IsTrue(float.IsNaN(row.Score));
        Assert.IsTrue(float.IsNaN(row.PValue));
        Assert.IsFalse(row.PredictedLabel);
        Assert.HasCount(128 * 64, row.AnomalyMap);
        Assert.IsTrue(row.AnomalyMap.All(float.IsNaN));
        Assert.IsEmpty(row.RegionAreas);
        Assert.IsEmpty(row.RegionBoxes);
        Assert.IsNull(row.Repaired);
    }

    /// <summary>Three files, of which the second is cut short.</summary>
    private IDataView Files()
    {
        string images = Directory.CreateDirectory(Path.Combine(_folder.Path, "images")).FullName;
        ImageFile[] files = [.. Enumerable.Range(0, 3).Select(i => new ImageFile { ImagePath = Path.Combine(images, $"{i}.png") })];
        for (int i = 0; i < files.Length; i++)
        {
            TestModel.Image(128, 64, seed: i).SavePng(files[i].ImagePath);
        }

        byte[] whole = File.ReadAllBytes(files[1].ImagePath);
        File.WriteAllBytes(files[1].ImagePath, whole[..(whole.Length / 2)]);
        return _mlContext.Data.LoadFromEnumerable(files);
    }

    private TransformerChain<FimNetTransformer> Chain(IDataView files, SurfaceImageOptions options) =>
        new TransformerChain<ITransformer>(_mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", options: options).Fit(files)).Append(_fimNet);

    private Scored[] Read(IDataView view) => [.. _mlContext.Data.CreateEnumerable<Scored>(view, reuseRowObject: false)];

    private sealed class ImageFile
    {
        public string ImagePath { get; set; } = "";
    }

    private sealed class Row
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }
    }

    private sealed class Defective
    {
        [ImageType(64, 128)]
        public MLImage? Repaired { get; set; }

        [ImageType(64, 128)]
        public MLImage? Mask { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }

        public float PValue { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] AnomalyMap { get; set; } = [];

        public float[] RegionAreas { get; set; } = [];

        public float[] RegionBoxes { get; set; } = [];

        [ImageType(64, 128)]
        public MLImage? Repaired { get; set; }
    }
}
