using System.Text.Json;
using System.Text.RegularExpressions;
using FimNet.MLNet.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public sealed partial class FimNetReportTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();
    private readonly FimNetTransformer _model;

    public FimNetReportTests() => _model = TestModel.Transformer(_mlContext).WithThreshold(2.5f).WithPixelThreshold(0.5f);

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void The_figures_are_those_of_the_evaluators()
    {
        IDataView scored = Labelled();
        FimNetReport report = FimNetReport.Create(_model, scored, new FimNetReportOptions { BootstrapDraws = 100 });
        using JsonDocument data = Data(report);

        SegmentationMetrics segmentation = _mlContext.AnomalyDetection.EvaluateSegmentation(scored);
        Assert.AreEqual(segmentation.PixelAuRoc, report.Segmentation!.PixelAuRoc);
        (string Name, double Value)[] expected =
        [
            ("Image AuROC", _mlContext.BinaryClassification.EvaluateNonCalibrated(_mlContext.Data.LoadFromEnumerable(
                Rows().Select(row => new Decision { Label = row.Label > 0, Score = row.Score, PredictedLabel = row.Score > 2.5f }))).AreaUnderRocCurve),

            // 4 and 3 are defective, then one of two at 2.
            ("Image average precision", (1 + 1 + (3.0 / 4)) / 3),
            ("Pixel AuROC", segmentation.PixelAuRoc),
            ("AuPRO", segmentation.AuPro),
            ("Pixel average precision", segmentation.AveragePrecision),
            ("Best pixel F1", segmentation.F1Max),
        ];
        JsonElement[] figures = [.. data.RootElement.GetProperty("figures").EnumerateArray()];
        CollectionAssert.AreEqual(expected.Select(figure => figure.Name).ToArray(), figures.Select(figure => figure.GetProperty("name").GetString()).ToArray());
        foreach ((JsonElement figure, (string name, double value)) in figures.Zip(expected))
        {
            Assert.AreEqual(value, figure.GetProperty("value").GetDouble(), 1e-9, name);
            Assert.IsLessThanOrEqualTo(value + 1e-9, figure.GetProperty("low").GetDouble(), name);
            Assert.IsGreaterThanOrEqualTo(value - 1e-9, figure.GetProperty("high").GetDouble(), name);
        }
    }

    [TestMethod]
    public void Figures_and_intervals_follow_the_options()
    {
        var options = new FimNetReportOptions { Confidence = 0.5, Seed = 4, BootstrapDraws = 200, Segmentation = new SegmentationOptions { FalsePositiveRateLimit = 0.1 } };
        FimNetReport report = FimNetReport.Create(_model, Labelled(), options);
        double limited = _mlContext.AnomalyDetection.EvaluateSegmentation(Labelled(), options.Segmentation).AuPro;
        Assert.AreEqual(limited, report.Segmentation!.AuPro);
        Assert.AreNotEqual(_mlContext.AnomalyDetection.EvaluateSegmentation(Labelled()).AuPro, limited);

        List<LabelledReportInput> rows = Rows();
        ConfidenceInterval[] expected =
        [
            .. Intervals(row => ScoreHistogram.OfImage(row.Score, row.Label > 0), metrics => metrics.PixelAuRoc, metrics => metrics.AveragePrecision),
            .. Intervals(Pixels, metrics => metrics.PixelAuRoc, metrics => metrics.AuPro, metrics => metrics.AveragePrecision, metrics => metrics.F1Max),
        ];
        using JsonDocument data = Data(report);
        foreach ((ConfidenceInterval interval, JsonElement figure) in expected.Zip(data.RootElement.GetProperty("figures").EnumerateArray()))
        {
            Assert.AreEqual(interval.Low, figure.GetProperty("low").GetDouble(), 1e-9, figure.GetProperty("name").GetString());
            Assert.AreEqual(interval.High, figure.GetProperty("high").GetDouble(), 1e-9, figure.GetProperty("name").GetString());
        }

        ConfidenceInterval[] Intervals(Func<LabelledReportInput, ScoreHistogram> histogram, params Func<SegmentationMetrics, double>[] figures) =>
            new ImageBootstrap([.. rows.Select(histogram)], options.Segmentation).Intervals(figures, draws: 200, confidence: 0.5, seed: 4);

        static ScoreHistogram Pixels(LabelledReportInput row)
        {
            // The one region of a mask is its left quarter.
            int[] region = [.. Enumerable.Range(0, row.AnomalyMap.Length).Select(i => row.Label > 0 && i % 128 < 32 ? 1 : 0)];
            return ScoreHistogram.OfPixels(new MaskedMap(row.Defect, row.AnomalyMap, region, row.Label > 0 ? 1 : 0));
        }
    }

    [TestMethod]
    public void Every_image_has_its_score_label_p_value_regions_and_pictures()
    {
        using JsonDocument data = Data(FimNetReport.Create(_model, Labelled(), new FimNetReportOptions { BootstrapDraws = 0 }));
        JsonElement[] images = [.. data.RootElement.GetProperty("images").EnumerateArray()];
        Assert.HasCount(5, images);
        Assert.AreEqual("d4.png", images[4].GetProperty("name").GetString());
        Assert.AreEqual("dent", images[4].GetProperty("defect").GetString());
        Assert.IsTrue(images[4].GetProperty("isDefective").GetBoolean());
        Assert.AreEqual(4, images[4].GetProperty("score").GetDouble());

        // Three good images are behind the model, all of them below 4.
        Assert.AreEqual(0.25, images[4].GetProperty("pValue").GetDouble(), 1e-6);
        Assert.AreEqual(1, images[4].GetProperty("regions").GetInt32());
        Assert.AreEqual(0, images[0].GetProperty("regions").GetInt32());
        Assert.IsTrue(images.All(image => image.GetProperty("picture").GetString()!.StartsWith("data:image/webp", StringComparison.Ordinal)));
        Assert.AreEqual(JsonValueKind.Null, data.RootElement.GetProperty("figures")[0].GetProperty("low").ValueKind, "no draws, no interval");
        Assert.AreEqual(2.5, data.RootElement.GetProperty("threshold").GetDouble());
    }

    [TestMethod]
    public void Each_kind_of_defect_is_compared_with_the_good_images()
    {
        IDataView scored = Labelled();
        using JsonDocument data = Data(FimNetReport.Create(_model, scored));
        JsonElement[] kinds = [.. data.RootElement.GetProperty("defects").EnumerateArray()];
        CollectionAssert.AreEqual(new[] { "dent", "scratch" }, kinds.Select(kind => kind.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual(2, kinds[0].GetProperty("images").GetInt32());
        Assert.AreEqual(1.0, kinds[0].GetProperty("imageAuRoc").GetDouble());
        Assert.AreEqual(0.75, kinds[1].GetProperty("imageAuRoc").GetDouble(), "2 is above 1 and ties with 2");
        Assert.AreEqual(_mlContext.AnomalyDetection.EvaluateSegmentation(scored).ByDefect["dent"].PixelAuRoc, kinds[0].GetProperty("pixelAuRoc").GetDouble());
    }

    [TestMethod]
    public void Settings_losses_and_curves_are_the_models()
    {
        using JsonDocument data = Data(FimNetReport.Create(_model, Labelled()));
        Assert.AreEqual(0.5, data.RootElement.GetProperty("training")[0].GetProperty("reconstruction")[0].GetDouble());
        Assert.AreEqual(5, data.RootElement.GetProperty("curves").GetArrayLength());
        string settings = data.RootElement.GetProperty("settings").GetRawText();
        StringAssert.Contains(settings, "128 x 64");
        StringAssert.Contains(settings, "2 good, 3 defective, 0 without a label");
    }

    [TestMethod]
    public void Without_labels_there_are_scores_alone()
    {
        IDataView scored = _mlContext.Data.LoadFromEnumerable(new[] { new ReportInput { Score = 1 }, new ReportInput { Score = 3 } });
        using JsonDocument data = Data(FimNetReport.Create(_model, scored));
        Assert.AreEqual(0, data.RootElement.GetProperty("figures").GetArrayLength());
        JsonElement second = data.RootElement.GetProperty("images")[1];
        Assert.AreEqual(JsonValueKind.Null, second.GetProperty("isDefective").ValueKind);
        Assert.AreEqual("image 1", second.GetProperty("name").GetString());
    }

    [TestMethod]
    public void Good_images_alone_have_no_figures_but_a_report()
    {
        FimNetReport report = FimNetReport.Create(_model, View(Rows().Where(row => row.Label == 0)));
        using JsonDocument data = Data(report);
        Assert.IsNull(report.Segmentation);
        Assert.AreEqual(0, data.RootElement.GetProperty("figures").GetArrayLength());
        Assert.AreEqual(2, data.RootElement.GetProperty("images").GetArrayLength());
    }

    [TestMethod]
    public void Pixels_are_left_out_on_request()
    {
        FimNetReport report = FimNetReport.Create(
            _model, View(Rows().Select(row => Change(row, r => r.MaskPath = ""))), new FimNetReportOptions { EvaluatePixels = false });
        using JsonDocument data = Data(report);
        Assert.IsNull(report.Segmentation);
        Assert.AreEqual(2, data.RootElement.GetProperty("figures").GetArrayLength());
    }

    [TestMethod]
    public void A_scored_view_of_the_model_itself_can_be_reported()
    {
        IDataView images = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new ImageOnly { Image = TestModel.Image(200, 100, i).ToMLImage() }).ToList());
        using JsonDocument data = Data(FimNetReport.Create(_model, _model.Transform(images)));
        CollectionAssert.AreEqual(
            _model.Transform(images).GetColumn<float>("Score").ToArray(),
            data.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("score").GetSingle()).ToArray());
    }

    [TestMethod]
    public void A_saved_report_replaces_an_older_one_and_leaves_nothing_beside_it()
    {
        string path = Path.Combine(_folder.Path, "report.html");
        File.WriteAllText(path, "old");
        FimNetReport.Create(_model, Labelled(), new FimNetReportOptions { Title = "Third <line>" }).Save(path);
        StringAssert.Contains(File.ReadAllText(path), "<title>Third &lt;line&gt;</title>");
        Assert.HasCount(1, Directory.GetFiles(_folder.Path, "report*"));
    }

    [TestMethod]
    public void A_report_that_cannot_be_saved_leaves_nothing()
    {
        FimNetReport report = FimNetReport.Create(_model, Labelled());
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => report.Save(Path.Combine(_folder.Path, "missing", "report.html")));
        Assert.IsFalse(Directory.Exists(Path.Combine(_folder.Path, "missing")));
    }

    [TestMethod]
    public void What_cannot_be_reported_is_named()
    {
        AssertRefused<InvalidOperationException>("The score of row 1 ('g2.png') is NaN", rows => rows[1].Score = float.NaN);
        AssertRefused<InvalidOperationException>("anomaly map of row 0 ('g1.png')", rows => rows[0].AnomalyMap[7] = float.PositiveInfinity);
        AssertRefused<InvalidOperationException>("s2.png') has the defect 'scratch' but no mask in 'MaskPath'", rows => rows[2].MaskPath = "");
        AssertRefused<InvalidOperationException>("s2.png') is labelled as defective but has no mask in 'MaskPath'", rows => (rows[2].MaskPath, rows[2].Defect) = ("", ""));
        AssertRefused<ImageReadException>("nowhere.png", rows => rows[2].MaskPath = "nowhere.png");
        AssertRefused<InvalidOperationException>("no rows", rows => rows.Clear());
    }

    [TestMethod]
    public void A_missing_column_is_named()
    {
        IDataView scored = _mlContext.Transforms.DropColumns("AnomalyMap").Fit(Labelled()).Transform(Labelled());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetReport.Create(_model, scored)).Message, "'AnomalyMap'");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => FimNetReport.Create(_model, Labelled(), new FimNetReportOptions { LabelColumnName = "IsBroken" })).Message, "no label column 'IsBroken'");
    }

    [TestMethod]
    public void Options_are_checked()
    {
        (string Option, FimNetReportOptions Options)[] wrong =
        [
            ("Confidence", new() { Confidence = 1 }), ("Confidence", new() { Confidence = double.NaN }), ("BootstrapDraws", new() { BootstrapDraws = -1 }), ("PictureSide", new() { PictureSide = 31 }),
            ("MostPictures", new() { MostPictures = -1 }), ("Colours", new() { Colours = (ColourMap)9 }), ("FalsePositiveRateLimit", new() { Segmentation = new() { FalsePositiveRateLimit = 0 } }),
        ];
        foreach ((string option, FimNetReportOptions options) in wrong)
        {
            Assert.AreEqual(option, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetReport.Create(_model, Labelled(), options)).ParamName);
        }
    }

    private void AssertRefused<TException>(string message, Action<List<LabelledReportInput>> spoil)
        where TException : Exception
    {
        List<LabelledReportInput> rows = Rows();
        spoil(rows);
        StringAssert.Contains(Assert.ThrowsExactly<TException>(() => FimNetReport.Create(_model, View(rows))).Message, message);
    }

    [TestMethod]
    public void Of_few_pictures_that_of_the_worst_mistake_is_kept()
    {
        using JsonDocument data = Data(FimNetReport.Create(_model, Labelled(), new FimNetReportOptions { BootstrapDraws = 0, MostPictures = 1 }));
        JsonElement[] images = [.. data.RootElement.GetProperty("images").EnumerateArray()];
        JsonElement pictured = images.Single(image => image.GetProperty("picture").GetString()!.Length > 0);
        Assert.AreEqual("s2.png", pictured.GetProperty("name").GetString(), "the one defective image below the threshold of 2.5, when none of the good is above");
    }

    [TestMethod]
    public void Masks_that_mark_every_pixel_leave_the_figures_of_pixels_out()
    {
        string white = Path.Combine(_folder.Path, "white_mask.png");
        var pixels = new byte[3 * 64 * 128];
        pixels.AsSpan().Fill(byte.MaxValue);
        new RgbImage(128, 64, pixels).SavePng(white);
        FimNetReport report = FimNetReport.Create(_model, View(Rows().Where(row => row.Label > 0).Select(row => Change(row, changed => changed.MaskPath = white))), new FimNetReportOptions { BootstrapDraws = 0 });
        Assert.IsNull(report.Segmentation);
    }

    private IDataView Labelled() => View(Rows());

    private IDataView View(IEnumerable<LabelledReportInput> rows) => _mlContext.Data.LoadFromEnumerable(rows.ToList());

    private List<LabelledReportInput> Rows()
    {
        string mask = Path.Combine(_folder.Path, "left_mask.png");
        var pixels = new byte[3 * 64 * 128];
        for (int i = 0; i < 64 * 128; i++)
        {
            pixels.AsSpan(3 * i, 3).Fill(i % 128 < 32 ? byte.MaxValue : byte.MinValue);
        }

        new RgbImage(128, 64, pixels).SavePng(mask);
        return
        [
            new() { ImagePath = Image("g1"), Score = 1, AnomalyMap = ReportInput.MapOf(0.1f, 0.2f) },
            new() { ImagePath = Image("g2"), Score = 2, AnomalyMap = ReportInput.MapOf(0.3f, 0.2f) },
            new() { ImagePath = Image("s2"), Score = 2, Label = 1, Defect = "scratch", MaskPath = mask, AnomalyMap = ReportInput.MapOf(0.25f, 0.1f) },
            new() { ImagePath = Image("d3"), Score = 3, Label = 1, Defect = "dent", MaskPath = mask, AnomalyMap = ReportInput.MapOf(0.9f, 0.1f) },
            new() { ImagePath = Image("d4"), Score = 4, Label = 1, Defect = "dent", MaskPath = mask, AnomalyMap = ReportInput.MapOf(0.9f, 0.2f, border: 40) },
        ];
    }

    private string Image(string name)
    {
        string path = Path.Combine(_folder.Path, name + ".png");
        TestModel.Image(128, 64, seed: 1).SavePng(path);
        return path;
    }

    private static LabelledReportInput Change(LabelledReportInput row, Action<LabelledReportInput> change)
    {
        change(row);
        return row;
    }

    private static JsonDocument Data(FimNetReport report)
    {
        using var writer = new StringWriter();
        report.Write(writer);
        return JsonDocument.Parse(DataBlock().Match(writer.ToString()).Groups[1].Value);
    }

    [GeneratedRegex("""<script id="report-data" type="application/json">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    private sealed class Decision
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ImageOnly
    {
        [Microsoft.ML.Transforms.Image.ImageType(100, 200)]
        public MLImage Image { get; set; } = null!;
    }
}
