using FimNet.MLNet.Calibration;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Calibration;

/// <summary>Scored views of every kind, without a model behind them.</summary>
[TestClass]
public sealed class CalibratorTests : IDisposable
{
    private static readonly ThresholdRule Rate = ThresholdRule.FalseAlarmRate(0.2);

    private static readonly ModelSettings Settings = new()
    {
        Format = ModelSettings.CurrentFormat,
        LibraryVersion = "0.0.0",
        ImageWidth = 64,
        ImageHeight = 64,
        Threshold = 7,
        PixelThreshold = 8,
        Columns = new ModelColumns("Image", "Score", "PredictedLabel", "AnomalyMap", null),
        HeldBackScores = [100],
        TrainingHistory = [],
    };

    private readonly MLContext _mlContext = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void The_settings_gain_threshold_origin_and_reference()
    {
        ModelSettings calibrated = Calibrate(View(Good(6, 2, 5, 1, 4, 3)), Rate);
        Assert.AreEqual(6, calibrated.Threshold);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6 }, calibrated.HeldBackScores.ToArray());
        ThresholdCalibration origin = calibrated.ScoreCalibration!;
        Assert.AreEqual(("FalseAlarmRate(0.2)", 6f, 6, 0), (origin.Rule, origin.Threshold, origin.GoodImages, origin.DefectiveImages));
        Assert.AreEqual(1 / 7.0, origin.ExpectedFalseAlarmRate);
        Assert.AreEqual(1 - Math.Pow(0.05, 1 / 6.0), origin.FalseAlarmRateBound!.Value, 1e-12);
        Assert.AreEqual(
            "FalseAlarmRate(0.2) from 6 good images: threshold 6; a good image raises a false alarm with a probability of at most 14.3 %, "
            + "and with 95 % confidence the long-run rate is at most 39.3 %.",
            origin.ToString());
        Assert.AreEqual(8, calibrated.PixelThreshold, "without a pixel rule its threshold stays");
        Assert.IsNull(calibrated.PixelCalibration);
    }

    [TestMethod]
    public void Rules_that_promise_nothing_say_so()
    {
        ThresholdCalibration origin = Calibrate(View([.. Good(1, 2, 3), .. Defective(3, 5)]), ThresholdRule.F1Max).ScoreCalibration!;
        Assert.AreEqual("F1Max from 3 good and 2 defective images: threshold 2.5.", origin.ToString());
        Assert.IsNull(origin.ExpectedFalseAlarmRate);
        Assert.IsNull(origin.FalseAlarmRateBound);
    }

    [TestMethod]
    [DataRow("FalseAlarmRate(0.05, confidence 0.9)")]
    [DataRow("Percentile(99.5)")]
    [DataRow("MeanPlusSigma(2.5)")]
    [DataRow("MaximumFalsePositiveRate(0.125)")]
    [DataRow("MaximumMissRate(0.25)")]
    public void Rules_tell_their_numbers(string expected)
    {
        ThresholdRule[] rules =
        [
            ThresholdRule.FalseAlarmRate(0.05, 0.9), ThresholdRule.Percentile(99.5), ThresholdRule.MeanPlusSigma(2.5), ThresholdRule.MaximumFalsePositiveRate(0.125),
            ThresholdRule.MaximumMissRate(0.25),
        ];
        Assert.ContainsSingle(rule => rule.ToString() == expected, rules);
    }

    [TestMethod]
    [DataRow(nameof(Row.Label))]
    [DataRow(nameof(Row.IsDefective))]
    public void Defective_images_are_passed_over_by_rules_for_good_ones_whatever_the_label(string label)
    {
        ModelSettings calibrated = Calibrate(View([.. Good(1, 2, 3, 4), .. Defective(0.5f, 9)]), Rate, ThresholdRule.Percentile(100), label);
        Assert.AreEqual((4f, 4), (calibrated.Threshold, calibrated.ScoreCalibration!.GoodImages));
        Assert.AreEqual(4, calibrated.PixelThreshold!.Value, 0.01);
        Assert.HasCount(4, calibrated.HeldBackScores);
    }

    [TestMethod]
    public void Without_a_label_column_all_images_are_good() => Assert.AreEqual(9, Calibrate(WithoutLabels([.. Good(1, 2, 3, 4), .. Defective(9)]), Rate).Threshold);

    [TestMethod]
    public void A_label_column_that_was_named_must_be_there()
    {
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(() => Calibrate(View(Good(1, 2, 3, 4)), Rate, labelColumnName: "IsBroken"));
        StringAssert.Contains(e.Message, "no label column 'IsBroken'", StringComparison.Ordinal);
        Assert.AreEqual("labelColumnName", e.ParamName);
    }

    [TestMethod]
    public void A_rule_that_needs_labels_says_so_when_there_are_none()
    {
        IDataView view = WithoutLabels(Good(1, 2, 3, 4));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Calibrate(view, ThresholdRule.F1Max)).Message, "The rule F1Max needs labels, but the view has no column 'Label'", StringComparison.Ordinal);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Calibrate(view, Rate, ThresholdRule.MaximumMissRate(0.1))).Message, "The rule MaximumMissRate(0.1) needs labels", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_label_of_another_type_is_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => Calibrate(View(Good(1)), Rate, labelColumnName: nameof(Row.MaskPath))).Message, "must be Boolean, or Single", StringComparison.Ordinal);

    [TestMethod]
    public void A_label_that_is_missing_is_refused_by_row()
    {
        Row[] rows = Good(1, 2, 3, 4);
        rows[2].Label = float.NaN;
        StringAssert.Contains(Refuses(View(rows), Rate), "The label 'Label' of row 2 is missing", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Without_good_images_there_is_no_calibration()
    {
        StringAssert.Contains(Refuses(View(Defective(1, 2)), Rate), "no good image", StringComparison.Ordinal);
        StringAssert.Contains(Refuses(View([]), ThresholdRule.Percentile(50)), "no good image", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Without_defective_images_rules_that_need_them_refuse()
    {
        StringAssert.Contains(Refuses(View(Good(1, 2, 3, 4)), ThresholdRule.F1Max), "F1Max needs defective images", StringComparison.Ordinal);
        StringAssert.Contains(
            Refuses(View(Good(1, 2, 3, 4)), Rate, ThresholdRule.MaximumMissRate(0.1)), "MaximumMissRate(0.1) needs defective images, but there is no pixel", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void A_score_that_is_not_finite_is_refused_by_row(float score) =>
        StringAssert.Contains(Refuses(View(Good(1, 2, 3, score)), Rate), "The score of row 3 is", StringComparison.Ordinal);

    [TestMethod]
    public void A_map_that_is_not_finite_is_refused_by_row_and_place()
    {
        Row[] rows = Good(1, 2, 3, 4);
        rows[1].AnomalyMap[3] = float.NaN;
        StringAssert.Contains(Refuses(View(rows), Rate, Rate), "Row 1 has an anomaly map in 'AnomalyMap' that holds NaN at column 1, row 1", StringComparison.Ordinal);
        Assert.AreEqual(4, Calibrate(View(rows), Rate).Threshold, "nobody asked for the maps");
    }

    [TestMethod]
    public void A_pixel_rule_for_good_images_looks_at_their_highest_pixels()
    {
        ModelSettings calibrated = Calibrate(View([.. Good(1, 2, 3, 4, 5, 6, 7, 8, 9), .. Defective(20)]), ThresholdRule.Percentile(50), Rate);
        Assert.AreEqual((5f, 8f), (calibrated.Threshold, calibrated.PixelThreshold));
        Assert.AreEqual((8f, 9, "FalseAlarmRate(0.2)"), (calibrated.PixelCalibration!.Threshold, calibrated.PixelCalibration.GoodImages, calibrated.PixelCalibration.Rule));
        Assert.AreEqual(0.2, calibrated.PixelCalibration.ExpectedFalseAlarmRate);
    }

    [TestMethod]
    public void A_pixel_rule_for_labelled_data_reads_masks()
    {
        // Maps are [0, 0, 0, score]; the mask marks the last pixel, so 9 and 10 are the defective pixels.
        string mask = Mask(false, false, false, true);
        Row[] defective = Defective(9, 10);
        Array.ForEach(defective, row => row.MaskPath = mask);
        ModelSettings calibrated = Calibrate(View([.. Good(1, 2), .. defective]), ThresholdRule.F1Max, ThresholdRule.MaximumFalsePositiveRate(0));
        Assert.IsInRange(2f, 9f, calibrated.PixelThreshold!.Value);
        Assert.AreEqual((2, 2), (calibrated.PixelCalibration!.GoodImages, calibrated.PixelCalibration.DefectiveImages));
        Assert.IsNull(calibrated.PixelCalibration.ExpectedFalseAlarmRate);
    }

    [TestMethod]
    public void A_pixel_rule_for_labelled_data_looks_at_label_and_mask_alone()
    {
        Row[] defective = Defective(9, 10);
        Array.ForEach(defective, row => row.MaskPath = Mask(false, false, false, true));
        IDataView view = View([.. Good(1, 2), .. defective]);
        ModelSettings expected = Calibrate(view, ThresholdRule.F1Max, ThresholdRule.F1Max);
        IDataView more = _mlContext.Transforms.CustomMapping<Row, Unrelated>((_, added) => (added.ImagePath, added.Defect) = ("nowhere.png", "none"), contractName: null).Fit(view).Transform(view);
        Assert.AreEqual(expected.PixelThreshold, Calibrate(more, ThresholdRule.F1Max, ThresholdRule.F1Max).PixelThreshold);
    }

    [TestMethod]
    public void A_defective_image_without_a_mask_is_refused_by_row_where_masks_are_needed()
    {
        IDataView view = View([.. Good(1, 2, 3, 4), .. Defective(9)]);
        StringAssert.Contains(Refuses(view, Rate, ThresholdRule.F1Max), "Row 4 is labelled as defective but has no mask in 'MaskPath'", StringComparison.Ordinal);
        Assert.AreEqual(4, Calibrate(view, Rate, Rate).Threshold, "a rule for good images needs no masks");
    }

    private static ModelSettings Calibrate(IDataView view, ThresholdRule scoreRule, ThresholdRule? pixelRule = null, string labelColumnName = "Label") =>
        Calibrator.Calibrate(Settings, view, scoreRule, pixelRule, labelColumnName, "MaskPath");

    private static string Refuses(IDataView view, ThresholdRule scoreRule, ThresholdRule? pixelRule = null) =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Calibrate(view, scoreRule, pixelRule)).Message;

    private IDataView WithoutLabels(Row[] rows)
    {
        IDataView view = View(rows);
        return _mlContext.Transforms.DropColumns(nameof(Row.Label)).Fit(view).Transform(view);
    }

    private IDataView View(Row[] rows)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2, 2);
        return _mlContext.Data.LoadFromEnumerable(rows, definition);
    }

    private string Mask(params bool[] defective)
    {
        string path = Path.Combine(_folder.Root, "mask.png");
        new DefectMask(2, 2, defective).ToPicture().SavePng(path);
        return path;
    }

    private static Row[] Good(params float[] scores) => [.. scores.Select(score => new Row { Score = score, AnomalyMap = [0, 0, 0, score] })];

    private static Row[] Defective(params float[] scores) => [.. Good(scores).Select(row => new Row { Score = row.Score, AnomalyMap = row.AnomalyMap, Label = 1, IsDefective = true })];

    private sealed class Unrelated
    {
        public string ImagePath { get; set; } = "";

        public string Defect { get; set; } = "";
    }

    private sealed class Row
    {
        public float Score { get; set; }

        public float[] AnomalyMap { get; set; } = [];

        public float Label { get; set; }

        public bool IsDefective { get; set; }

        public string MaskPath { get; set; } = "";
    }
}
