using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class CalibrateTests
{
    private const int Images = 30;

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    public void The_threshold_is_that_of_the_good_images_and_decides_and_the_model_before_is_as_it_was()
    {
        using FimNetTransformer before = TestModel.Transformer(_mlContext);
        IDataView view = ImageRows.View(_mlContext, Images);
        float[] scores = Column<float>(before, view, "Score");
        using FimNetTransformer after = before.Calibrate(view, ThresholdRule.FalseAlarmRate(0.1));

        float[] good = [.. scores.Where((_, i) => i % 3 != 2).Order()];
        Assert.AreEqual(good[^2], after.Threshold, "one of 20 may be above: 2 of 21 is below a tenth");
        Assert.AreEqual(2 / 21.0, after.ScoreCalibration!.ExpectedFalseAlarmRate);
        CollectionAssert.AreEqual(good, after.ReferenceScores.ToArray());
        CollectionAssert.AreEqual(scores.Select(score => score > good[^2]).ToArray(), Column<bool>(after, view, "PredictedLabel"));
        CollectionAssert.AreEqual(scores, Column<float>(after, view, "Score"), "the raw score stays as it is");

        Assert.AreEqual(0.01f, before.Threshold);
        Assert.IsNull(before.ScoreCalibration);
        CollectionAssert.AreEqual(new[] { 0.001f, 0.002f, 0.003f }, before.ReferenceScores.ToArray());
    }

    [TestMethod]
    public void The_p_value_compares_with_the_good_images_of_the_calibration()
    {
        using FimNetTransformer before = TestModel.Transformer(_mlContext);
        using FimNetTransformer after = before.Calibrate(ImageRows.View(_mlContext, 12), ThresholdRule.Percentile(90));
        IDataView view = ImageRows.View(_mlContext, Images);
        float[] scores = Column<float>(after, view, "Score"), values = Column<float>(after, view, "PValue");
        float[] good = [.. scores.Take(12).Where((_, i) => i % 3 != 2)];
        for (int i = 0; i < Images; i++)
        {
            Assert.AreEqual((1f + good.Count(score => score >= scores[i])) / (1f + good.Length), values[i], 1e-7f);
        }

        CollectionAssert.AreEqual(values.OrderDescending().ToArray(), scores.Zip(values).OrderBy(pair => pair.First).Select(pair => pair.Second).ToArray());
        Assert.IsGreaterThan(2, values.Distinct().Count());
        Assert.IsTrue(values.All(value => value is > 0 and <= 1));
    }

    [TestMethod]
    public void A_pixel_rule_leaves_as_many_good_images_with_regions_as_it_promises()
    {
        using FimNetTransformer before = TestModel.Transformer(_mlContext);
        IDataView view = ImageRows.View(_mlContext, Images);
        using FimNetTransformer after = before.Calibrate(view, ThresholdRule.Percentile(50), ThresholdRule.FalseAlarmRate(0.2), labelColumnName: "IsDefective");

        float[] highest = [.. Column<float[]>(before, view, "AnomalyMap").Where((_, i) => i % 3 != 2).Select(map => map.Max()).Order()];
        Assert.AreEqual(highest[^4], after.PixelThreshold, "three of 20 may be above: 4 of 21 is below a fifth");
        Assert.AreEqual(3, Column<float[]>(after, view, "RegionPeaks").Where((_, i) => i % 3 != 2).Count(peaks => peaks.Length > 0));
        Assert.AreEqual(("FalseAlarmRate(0.2)", 20), (after.PixelCalibration!.Rule, after.PixelCalibration.GoodImages));
        Assert.AreEqual(0.01f, before.PixelThreshold, "the image's threshold stands in for one that was never set");
    }

    [TestMethod]
    [DataRow("PredictedLabel")]
    [DataRow("Score")]
    public void A_label_that_the_models_own_column_hides_is_refused(string label)
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        IDataView view = _mlContext.Transforms.CopyColumns(label, "IsDefective").Fit(ImageRows.View(_mlContext, Images)).Transform(ImageRows.View(_mlContext, Images));
        ArgumentException refused = Assert.ThrowsExactly<ArgumentException>(() => model.Calibrate(view, ThresholdRule.FalseAlarmRate(0.1), labelColumnName: label));
        StringAssert.Contains(refused.Message, $"itself writes a column '{label}'");
    }

    [TestMethod]
    public void A_threshold_set_by_hand_forgets_where_the_other_came_from()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext).Calibrate(ImageRows.View(_mlContext, 12), ThresholdRule.Percentile(90), ThresholdRule.Percentile(90));
        Assert.AreEqual((1f, true, false), (model.WithThreshold(1).Threshold, model.WithThreshold(1).ScoreCalibration is null, model.WithThreshold(1).PixelCalibration is null));
        Assert.AreEqual((1f, true, false), (model.WithPixelThreshold(1).PixelThreshold, model.WithPixelThreshold(1).PixelCalibration is null, model.WithPixelThreshold(1).ScoreCalibration is null));
    }

    [TestMethod]
    public void A_threshold_of_images_leaves_that_of_pixels_as_it_is_though_it_never_had_one_of_its_own()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        Assert.AreEqual((5f, 0.01f), (model.WithThreshold(5).Threshold, model.WithThreshold(5).PixelThreshold));
        Assert.AreEqual(0.01f, model.Calibrate(ImageRows.View(_mlContext, 12), ThresholdRule.Percentile(90)).PixelThreshold);
    }

    [TestMethod]
    public void A_labelled_pixel_rule_takes_masks_of_the_images_proportions_alone()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        using var folder = new PrivateFolder();
        FimNetTransformer calibrated = model.Calibrate(View(64, 32), ThresholdRule.F1Max, ThresholdRule.F1Max, labelColumnName: nameof(MaskedRow.IsDefective));
        Assert.AreEqual((3, 3), (calibrated.PixelCalibration!.GoodImages, calibrated.PixelCalibration.DefectiveImages));
        InvalidOperationException refused = Assert.ThrowsExactly<InvalidOperationException>(
            () => model.Calibrate(View(64, 64), ThresholdRule.F1Max, ThresholdRule.F1Max, labelColumnName: nameof(MaskedRow.IsDefective)));
        StringAssert.Contains(refused.Message, "Row 1 is 128x64, but its mask");

        IDataView View(int width, int height)
        {
            string mask = Path.Combine(folder.Path, $"{width}x{height}.png");
            var pixels = new byte[3 * width * height];
            pixels.AsSpan(0, pixels.Length / 4).Fill(byte.MaxValue);
            new RgbImage(width, height, pixels).SavePng(mask);
            return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 6).Select(i => new MaskedRow
            {
                Image = TestModel.Image(128, 64, seed: i).ToMLImage(),
                IsDefective = i % 2 == 1,
                MaskPath = i % 2 == 1 ? mask : "",
            }).ToArray());
        }
    }

    [TestMethod]
    public void Masks_may_stand_in_a_column_of_any_name_that_the_model_does_not_write()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        var chain = new TransformerChain<FimNetTransformer>(model);
        using var folder = new PrivateFolder();
        string mask = Path.Combine(folder.Path, "mask.png");
        new RgbImage(4, 2, [.. Enumerable.Repeat(byte.MaxValue, 6), .. new byte[18]]).SavePng(mask);
        IDataView usual = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 6).Select(i => new MaskedRow
        {
            Image = TestModel.Image(128, 64, seed: i).ToMLImage(),
            IsDefective = i % 2 == 1,
            MaskPath = i % 2 == 1 ? mask : "",
        }).ToArray());
        IDataView renamed = Renamed("Truth");
        float expected = model.Calibrate(usual, ThresholdRule.F1Max, ThresholdRule.F1Max, labelColumnName: nameof(MaskedRow.IsDefective)).PixelThreshold;

        Assert.AreNotEqual(expected, model.PixelThreshold);
        Assert.AreEqual(expected, model.Calibrate(renamed, ThresholdRule.F1Max, ThresholdRule.F1Max, nameof(MaskedRow.IsDefective), "Truth").PixelThreshold);
        Assert.AreEqual(expected, chain.Calibrate(renamed, ThresholdRule.F1Max, ThresholdRule.F1Max, nameof(MaskedRow.IsDefective), "Truth").LastTransformer.PixelThreshold);
        Assert.AreEqual(expected, ((ITransformer)chain).Calibrate(renamed, ThresholdRule.F1Max, ThresholdRule.F1Max, nameof(MaskedRow.IsDefective), "Truth").FimNet().PixelThreshold);
        ArgumentException refused = Assert.ThrowsExactly<ArgumentException>(
            () => model.Calibrate(Renamed("Score"), ThresholdRule.F1Max, ThresholdRule.F1Max, nameof(MaskedRow.IsDefective), "Score"));
        Assert.AreEqual("maskPathColumnName", refused.ParamName);

        IDataView Renamed(string name)
        {
            var rename = _mlContext.Transforms.CopyColumns(name, nameof(MaskedRow.MaskPath)).Append(_mlContext.Transforms.DropColumns(nameof(MaskedRow.MaskPath)));
            return rename.Fit(usual).Transform(usual);
        }
    }

    [TestMethod]
    public void Too_few_images_are_told_how_many_are_needed()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => model.Calibrate(ImageRows.View(_mlContext, 3), ThresholdRule.FalseAlarmRate(0.1, 0.9))).Message,
            "needs at least 22 good images, but there are 2");
        Assert.AreEqual(0.01f, model.Threshold);
    }

    [TestMethod]
    public void An_exported_file_tells_of_the_calibration()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext).Calibrate(ImageRows.View(_mlContext, 12), ThresholdRule.FalseAlarmRate(0.2), ThresholdRule.MeanPlusSigma(3));
        using var stream = new MemoryStream();
        model.ExportOnnx(stream);
        using var session = new InferenceSession(stream.ToArray());
        ModelSettings settings = ModelSettings.FromJson(session.ModelMetadata.CustomMetadataMap[FimNetModel.SettingsKey]);
        Assert.AreEqual((model.Threshold, model.PixelThreshold), (settings.Threshold, settings.PixelThreshold));
        Assert.AreEqual(model.ScoreCalibration, settings.ScoreCalibration);
        Assert.AreEqual(model.PixelCalibration, settings.PixelCalibration);
        Assert.AreEqual("MeanPlusSigma(3)", settings.PixelCalibration!.Rule);
    }

    private static T[] Column<T>(FimNetTransformer model, IDataView view, string name) => [.. model.Transform(view).GetColumn<T>(name)];

    private sealed class MaskedRow
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }

        public bool IsDefective { get; set; }

        public string MaskPath { get; set; } = "";
    }
}
