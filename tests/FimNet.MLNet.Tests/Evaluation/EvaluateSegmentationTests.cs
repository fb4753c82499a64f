using FimNet.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Evaluation;

[TestClass]
public sealed class EvaluateSegmentationTests : IDisposable
{
    private const int Width = 6, Height = 5;

    private readonly MLContext _mlContext = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_small_case_with_ties_is_as_counted_by_hand()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, 3);
        IDataView view = _mlContext.Data.LoadFromEnumerable(
            [
                new Row { AnomalyMap = [5f, 2f, 1f], MaskPath = Mask("a", 3, 1, true, true, false), Defect = "scratch" },
                new Row { AnomalyMap = [2f, 3f, 0f], Defect = "good" },
            ],
            definition);

        SegmentationMetrics metrics = _mlContext.AnomalyDetection.EvaluateSegmentation(view);

        // 5 is above 1, 2, 3, 0; 2 is above 1 and 0 and ties with 2: 6.5 of 8 pairs.
        Assert.AreEqual(6.5 / 8, metrics.PixelAuRoc);
        Assert.AreEqual((2L, 4L), (metrics.DefectivePixels, metrics.GoodPixels));
        Assert.AreEqual(6.5 / 8, metrics.ByDefect["scratch"].PixelAuRoc);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void The_area_is_that_of_ML_NETs_own_metric_on_all_pixels(int seed)
    {
        Row[] rows = RandomRows(seed);
        SegmentationMetrics metrics = _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows));
        Assert.AreEqual(MlNetArea(rows), metrics.PixelAuRoc, 1e-6);
        Assert.AreEqual(rows.Length * Width * Height, metrics.DefectivePixels + metrics.GoodPixels);
        Assert.AreEqual(Flatten(rows).Count(pixel => pixel.Label), metrics.DefectivePixels);
    }

    [TestMethod]
    public void Each_defect_is_pooled_with_the_good_images()
    {
        Row[] rows = RandomRows(3);
        SegmentationMetrics metrics = _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows));
        CollectionAssert.AreEquivalent(new[] { "dent", "scratch" }, metrics.ByDefect.Keys.ToArray());
        foreach ((string defect, SegmentationMetrics ofDefect) in metrics.ByDefect)
        {
            Assert.AreEqual(MlNetArea([.. rows.Where(row => row.Defect == defect || row.Defect == "good")]), ofDefect.PixelAuRoc, 1e-6);
        }
    }

    [TestMethod]
    public void A_monotone_map_of_the_scores_and_the_order_of_rows_change_nothing()
    {
        Row[] rows = RandomRows(4);
        Row[] mapped = [.. rows.Reverse().Select(row => new Row { AnomalyMap = [.. row.AnomalyMap.Select(score => (8f * score) - 1000f)], MaskPath = row.MaskPath, Defect = row.Defect })];
        Assert.AreEqual(
            _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows)).PixelAuRoc,
            _mlContext.AnomalyDetection.EvaluateSegmentation(View(mapped)).PixelAuRoc);
    }

    [TestMethod]
    public void Without_a_defect_column_the_area_is_the_same_and_the_defects_are_empty()
    {
        Row[] rows = RandomRows(5);
        IDataView view = View(rows);
        SegmentationMetrics named = _mlContext.AnomalyDetection.EvaluateSegmentation(view);
        SegmentationMetrics dropped = _mlContext.AnomalyDetection.EvaluateSegmentation(_mlContext.Transforms.DropColumns("Defect").Fit(view).Transform(view));
        SegmentationMetrics skipped = _mlContext.AnomalyDetection.EvaluateSegmentation(view, defectColumnName: null);
        Assert.IsEmpty(dropped.ByDefect);
        Assert.IsEmpty(skipped.ByDefect);
        Assert.AreEqual(named.PixelAuRoc, dropped.PixelAuRoc);
        Assert.AreEqual(named.PixelAuRoc, skipped.PixelAuRoc);
    }

    [TestMethod]
    public void A_mask_of_another_size_is_compared_at_the_size_of_the_map()
    {
        bool[] small = [true, false, false, false, true, true];
        bool[] large = [.. Enumerable.Range(0, Width * 4).Select(i => small[(i / Width / 2 * 3) + (i % Width / 2)])];
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4, Width);
        float[] map = [.. Enumerable.Range(0, 4 * Width).Select(i => (float)(i * 7 % 11))];

        double[] areas = [.. new[] { Mask("small", 3, 2, small), Mask("large", Width, 4, large) }
            .Select(mask => _mlContext.Data.LoadFromEnumerable([new Row { AnomalyMap = map, MaskPath = mask }], definition))
            .Select(view => _mlContext.AnomalyDetection.EvaluateSegmentation(view).PixelAuRoc)];
        Assert.AreEqual(areas[1], areas[0]);
    }

    [TestMethod]
    public void A_mask_of_other_proportions_than_its_image_is_refused()
    {
        string image = Path.Combine(_folder.Root, "image.png");
        new RgbImage(8, 8, new byte[192]).SavePng(image);
        IDataView view = View(
            [new RowWithImage { AnomalyMap = new float[Width * Height], MaskPath = Mask("wide", 4, 2, true, false, false, false, false, false, false, false), ImagePath = image }]);
        string message = Refuses<InvalidOperationException>(view);
        StringAssert.Contains(message, $"Row 0 (image '{image}') is 8x8, but its mask '", StringComparison.Ordinal);
        StringAssert.Contains(message, "wide_mask.png' is 4x2", StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_image_that_is_not_there_is_named_with_the_way_out()
    {
        RowWithImage[] rows = [new RowWithImage { AnomalyMap = Ramp(), MaskPath = Mask("half", 2, 1, true, false), ImagePath = "gone.png" }];
        IDataView view = View(rows);
        string message = Refuses<ImageReadException>(view);
        StringAssert.Contains(message, "Row 0 (image 'gone.png') has an image in 'ImagePath'", StringComparison.Ordinal);
        StringAssert.Contains(message, "without an ImagePathColumnName", StringComparison.Ordinal);
        Assert.AreEqual(3, _mlContext.AnomalyDetection.EvaluateSegmentation(view, new SegmentationOptions { ImagePathColumnName = null }).DefectivePixels / Height);

        rows[0].ImagePath = "no\0name.png";
        StringAssert.Contains(Refuses<ImageReadException>(View(rows)), "has an image in 'ImagePath'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void At_the_size_of_masks_an_image_without_path_or_mask_keeps_the_size_of_its_map()
    {
        RowWithImage[] rows = [new RowWithImage { AnomalyMap = Ramp(), MaskPath = Mask("large", 12, 10, [true, .. new bool[119]]) }, new RowWithImage { AnomalyMap = Ramp() }];
        SegmentationMetrics metrics = _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows), new SegmentationOptions { Resolution = SegmentationResolution.Mask });
        Assert.AreEqual((1L, 119L + (Width * Height)), (metrics.DefectivePixels, metrics.GoodPixels));
    }

    [TestMethod]
    public void A_mask_of_more_than_two_levels_is_refused()
    {
        string path = Path.Combine(_folder.Root, "grey_mask.png");
        new RgbImage(3, 1, [0, 0, 0, 100, 100, 100, 200, 200, 200]).SavePng(path);
        StringAssert.Contains(
            Refuses<ImageReadException>(View([new Row { AnomalyMap = Ramp(), MaskPath = path }])), $"Row 0 has a mask in 'MaskPath' that cannot be used. The mask '{path}' is not binary", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(99, 4)]
    [DataRow(100, 2)]
    public void Of_a_mask_of_many_levels_what_is_above_the_given_one_is_defective(int level, int columns)
    {
        string path = Path.Combine(_folder.Root, "grey_mask.png");
        new RgbImage(3, 1, [0, 0, 0, 100, 100, 100, 200, 200, 200]).SavePng(path);
        SegmentationMetrics metrics = _mlContext.AnomalyDetection.EvaluateSegmentation(View([new Row { AnomalyMap = Ramp(), MaskPath = path }]), new SegmentationOptions { MaskLevel = level });
        Assert.AreEqual(columns * Height, metrics.DefectivePixels);
    }

    [TestMethod]
    public void Masks_and_images_are_as_large_as_the_limits_allow()
    {
        string image = Path.Combine(_folder.Root, "wide.png");
        new RgbImage(60, 30, new byte[5400]).SavePng(image);
        IDataView masks = View([new Row { AnomalyMap = Ramp(), MaskPath = Mask("large", 40, 30, [true, .. new bool[1199]]) }]);
        IDataView images = View(
            [new RowWithImage { AnomalyMap = Ramp(), MaskPath = Mask("small", 2, 1, true, false), ImagePath = image }, new RowWithImage { AnomalyMap = Ramp(), ImagePath = image }]);
        SegmentationOptions narrow = new() { Limits = ImageLimits.Default with { MaxSide = 39 } }, wide = new() { Limits = ImageLimits.Default with { MaxSide = 60 } };

        Assert.AreEqual(1, _mlContext.AnomalyDetection.EvaluateSegmentation(masks, wide with { Resolution = SegmentationResolution.Mask }).DefectivePixels);
        Assert.AreEqual(Width * Height / 2, _mlContext.AnomalyDetection.EvaluateSegmentation(images, narrow).DefectivePixels, "only the image's proportions count");
        Assert.AreEqual(1 + (60 * 30), _mlContext.AnomalyDetection.EvaluateSegmentation(images, wide with { Resolution = SegmentationResolution.Mask }).GoodPixels);
        StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(masks, narrow)).Message, "claims 40x30 pixels");
        StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(images, narrow with { Resolution = SegmentationResolution.Mask })).Message, "claims 60x30 pixels");
        Assert.AreEqual("Limits", Assert.ThrowsExactly<ArgumentException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(masks, new SegmentationOptions { Limits = null! })).ParamName);
    }

    [TestMethod]
    [DataRow("FalsePositiveRateLimit")]
    [DataRow("MaskLevel")]
    [DataRow("Threshold")]
    [DataRow("Resolution")]
    public void An_option_out_of_its_range_is_named(string option)
    {
        SegmentationOptions options = option switch
        {
            "FalsePositiveRateLimit" => new SegmentationOptions { FalsePositiveRateLimit = 0 },
            "MaskLevel" => new SegmentationOptions { MaskLevel = 255 },
            "Threshold" => new SegmentationOptions { Threshold = float.NaN },
            _ => new SegmentationOptions { Resolution = (SegmentationResolution)7 },
        };
        Assert.AreEqual(
            option, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(View(RandomRows(1)), options)).ParamName);
    }

    [TestMethod]
    public void A_good_image_with_a_black_mask_is_good()
    {
        Row[] rows = RandomRows(6);
        double expected = _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows)).PixelAuRoc;
        foreach (Row row in rows.Where(row => row.Defect == "good"))
        {
            row.MaskPath = Mask("black", Width, Height, new bool[Width * Height]);
        }

        Assert.AreEqual(expected, _mlContext.AnomalyDetection.EvaluateSegmentation(View(rows)).PixelAuRoc);
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    [DataRow(float.NegativeInfinity, "-Infinity")]
    public void A_score_that_is_not_finite_is_refused_by_row_and_place(float score, string name)
    {
        Row[] rows = RandomRows(7);
        rows[2].AnomalyMap[Width + 4] = score;
        StringAssert.Contains(
            Refuses<InvalidOperationException>(View(rows)), $"Row 2 has an anomaly map in 'AnomalyMap' that holds {name} at column 4, row 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_mask_file_that_is_not_there_is_named_with_its_row_and_column()
    {
        Row[] rows = RandomRows(7);
        rows[2].MaskPath = Path.Combine(_folder.Root, "gone_mask.png");
        string message = Refuses<ImageReadException>(View(rows));
        StringAssert.Contains(message, "Row 2 has a mask in 'MaskPath' that cannot be used", StringComparison.Ordinal);
        StringAssert.Contains(message, rows[2].MaskPath, StringComparison.Ordinal);
        StringAssert.Contains(message, "An empty path stands for a good image", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_defective_row_without_a_mask_is_refused()
    {
        Row[] rows = RandomRows(8);
        rows[0].MaskPath = "";
        StringAssert.Contains(Refuses<InvalidOperationException>(View(rows)), "Row 0 has the defect 'scratch' but no mask", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_view_without_a_defective_pixel_is_refused() => StringAssert.Contains(
        Refuses<InvalidOperationException>(View([.. RandomRows(9).Where(row => row.Defect == "good")])), "No mask marks a defective pixel", StringComparison.Ordinal);

    [TestMethod]
    public void A_view_without_a_good_pixel_is_refused()
    {
        string mask = Mask("all", 1, 1, true);
        StringAssert.Contains(
            Refuses<InvalidOperationException>(View([new Row { AnomalyMap = new float[Width * Height], MaskPath = mask }])), "every pixel as defective", StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_empty_view_is_refused() => StringAssert.Contains(Refuses<InvalidOperationException>(View<Row>([])), "no rows", StringComparison.Ordinal);

    [TestMethod]
    public void A_mask_that_cannot_be_read_is_refused_by_name()
    {
        string path = _folder.File("broken.png", [1, 2, 3]);
        StringAssert.Contains(
            Refuses<ImageReadException>(View([new Row { AnomalyMap = new float[Width * Height], MaskPath = path }])), path, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_missing_column_is_named_with_those_there_are()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => _mlContext.AnomalyDetection.EvaluateSegmentation(View(RandomRows(1)), anomalyMapColumnName: "Map"));
        StringAssert.Contains(exception.Message, "no column 'Map'. It has: AnomalyMap, MaskPath, Defect", StringComparison.Ordinal);
        Assert.AreEqual("AnomalyMapColumnName", exception.ParamName);
    }

    [TestMethod]
    [DataRow("MaskPath", "MaskPath", "Defect", "AnomalyMapColumnName")]
    [DataRow("AnomalyMap", "AnomalyMap", "Defect", "MaskPathColumnName")]
    [DataRow("AnomalyMap", "MaskPath", "AnomalyMap", "DefectColumnName")]
    public void A_column_of_another_type_is_named(string map, string mask, string defect, string parameter) => Assert.AreEqual(
        parameter,
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(View(RandomRows(1)), map, mask, defect)).ParamName);

    [TestMethod]
    public void A_map_without_height_and_width_is_refused()
    {
        IDataView flat = _mlContext.Data.LoadFromEnumerable(RandomRows(1));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(flat)).Message, "Vector<Single, height, width>", StringComparison.Ordinal);
    }

    private string Refuses<TException>(IDataView view)
        where TException : Exception =>
        Assert.ThrowsExactly<TException>(() => _mlContext.AnomalyDetection.EvaluateSegmentation(view)).Message;

    private static float[] Ramp() => [.. Enumerable.Range(0, Width * Height).Select(i => (float)i)];

    private IDataView View<TRow>(TRow[] rows)
        where TRow : class
    {
        var definition = SchemaDefinition.Create(typeof(TRow));
        definition[nameof(Row.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Height, Width);
        return _mlContext.Data.LoadFromEnumerable(rows, definition);
    }

    private Row[] RandomRows(int seed)
    {
        var random = new Random(seed);
        string[] defects = ["scratch", "good", "dent", "good", "dent"];
        return [.. defects.Select((defect, index) =>
        {
            bool[] mask = [.. Enumerable.Range(0, Width * Height).Select(_ => defect != "good" && random.Next(4) == 0)];
            return new Row
            {
                AnomalyMap = [.. mask.Select(defective => (float)(random.Next(12) + (defective ? 3 : 0)))],
                MaskPath = defect == "good" ? "" : Mask($"{seed}-{index}", Width, Height, mask),
                Defect = defect,
            };
        })];
    }

    private string Mask(string name, int width, int height, params bool[] defective)
    {
        string path = Path.Combine(_folder.Root, name + "_mask.png");
        new DefectMask(width, height, defective).ToPicture().SavePng(path);
        return path;
    }

    private double MlNetArea(Row[] rows) => _mlContext.BinaryClassification
        .EvaluateNonCalibrated(_mlContext.Data.LoadFromEnumerable(Flatten(rows)))
        .AreaUnderRocCurve;

    private static List<Pixel> Flatten(Row[] rows) =>
    [
        .. rows.SelectMany(row =>
        {
            bool[] mask = row.MaskPath.Length == 0 ? new bool[Width * Height] : DefectMask.Load(row.MaskPath).Defective.ToArray();
            return row.AnomalyMap.Zip(mask, (score, defective) => new Pixel { Score = score, Label = defective });
        }),
    ];

    private sealed class RowWithImage
    {
        public float[] AnomalyMap { get; set; } = [];

        public string MaskPath { get; set; } = "";

        public string ImagePath { get; set; } = "";
    }

    private sealed class Row
    {
        public float[] AnomalyMap { get; set; } = [];

        public string MaskPath { get; set; } = "";

        public string Defect { get; set; } = "";
    }

    private sealed class Pixel
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
