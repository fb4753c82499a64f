using FimNet.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Evaluation;

[TestClass]
public sealed class FlattenAnomalyMapsTests : IDisposable
{
    private readonly MLContext _mlContext = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_pixel_is_a_row_with_score_and_labels()
    {
        IDataView flat = _mlContext.Data.FlattenAnomalyMaps(View(), new SegmentationOptions { Threshold = 4 });
        PixelRow[] rows = [.. _mlContext.Data.CreateEnumerable<PixelRow>(flat, reuseRowObject: false)];
        CollectionAssert.AreEqual(
            new[] { "0 5 1 True True", "0 2 0 False False", "0 4 1 True False", "1 1 0 False False", "1 6 0 False True", "1 3 0 False False" },
            rows.Select(row => FormattableString.Invariant($"{row.Image} {row.Score} {row.Label} {row.IsDefective} {row.PredictedLabel}")).ToArray());
    }

    [TestMethod]
    public void ML_NETs_own_evaluators_take_the_rows_and_agree_with_the_segmentation()
    {
        IDataView view = View(), flat = _mlContext.Data.FlattenAnomalyMaps(view, new SegmentationOptions { Threshold = 4 });
        SegmentationMetrics expected = _mlContext.AnomalyDetection.EvaluateSegmentation(view);
        Assert.AreEqual(expected.PixelAuRoc, _mlContext.AnomalyDetection.Evaluate(flat).AreaUnderRocCurve, 1e-9);
        Assert.AreEqual(expected.PixelAuRoc, _mlContext.BinaryClassification.EvaluateNonCalibrated(flat, nameof(PixelRow.IsDefective)).AreaUnderRocCurve, 1e-9);
    }

    [TestMethod]
    public void Maps_can_be_compared_at_the_size_of_masks_and_images()
    {
        IDataView flat = _mlContext.Data.FlattenAnomalyMaps(View(), new SegmentationOptions { Resolution = SegmentationResolution.Mask });
        PixelRow[] rows = [.. _mlContext.Data.CreateEnumerable<PixelRow>(flat, reuseRowObject: false)];

        // The mask is 6x2, the good image 4x1. Between the centres of map pixels lie weighted means.
        CollectionAssert.AreEqual(new float[] { 5, 4.25f, 2.75f, 2.5f, 3.5f, 4, 5, 4.25f, 2.75f, 2.5f, 3.5f, 4 }, rows.Take(12).Select(row => row.Score).ToArray());
        Assert.AreEqual("110011110011", string.Concat(rows.Take(12).Select(row => row.Label)));
        CollectionAssert.AreEqual(new float[] { 1, 4.125f, 4.875f, 3 }, rows.Skip(12).Select(row => row.Score).ToArray());
        Assert.IsTrue(rows.Skip(12).All(row => !row.IsDefective));
    }

    [TestMethod]
    public void A_view_without_maps_is_refused_at_once() => Assert.AreEqual(
        "AnomalyMapColumnName",
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Data.FlattenAnomalyMaps(_mlContext.Data.LoadFromEnumerable(new[] { new PixelRow() }))).ParamName);

    private IDataView View()
    {
        string image = Path.Combine(_folder.Root, "image.png"), good = Path.Combine(_folder.Root, "good.png"), mask = Path.Combine(_folder.Root, "mask.png");
        new RgbImage(6, 2, new byte[36]).SavePng(image);
        new RgbImage(4, 1, new byte[12]).SavePng(good);
        new DefectMask(6, 2, [true, true, false, false, true, true, true, true, false, false, true, true]).ToPicture().SavePng(mask);
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, 3);
        return _mlContext.Data.LoadFromEnumerable(
            [new Row { AnomalyMap = [5, 2, 4], MaskPath = mask, ImagePath = image }, new Row { AnomalyMap = [1, 6, 3], ImagePath = good }], definition);
    }

    private sealed class Row
    {
        public float[] AnomalyMap { get; set; } = [];

        public string MaskPath { get; set; } = "";

        public string ImagePath { get; set; } = "";
    }
}
