using Microsoft.ML;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class RegionColumnsTests
{
    private const int ImageWidth = 300, ImageHeight = 90;

    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow(0.0, 1.0)]
    [DataRow(150.0, 0.8)]
    public void A_prediction_engine_receives_the_regions_of_the_map_in_pixels_of_the_original_image(double minimumArea, double growTo)
    {
        var options = new DefectRegionOptions { MinimumArea = minimumArea, GrowTo = growTo };
        ImageRow[] rows = ImageRows.Rows(4, ImageWidth, ImageHeight);
        using FimNetTransformer model = Model(rows, percentile: 99).WithRegions(options);
        using PredictionEngine<ImageRow, Inspection> engine = _mlContext.Model.CreatePredictionEngine<ImageRow, Inspection>(model);
        int found = 0;
        foreach (ImageRow row in rows)
        {
            Inspection inspection = engine.Predict(row);
            IReadOnlyList<DefectRegion> regions = DefectRegions.Find(
                new AnomalyMap(model.ImageWidth, model.ImageHeight, inspection.AnomalyMap), model.PixelThreshold, ImageWidth, ImageHeight, options);
            found += regions.Count;
            AssertAre(regions, inspection);
            CollectionAssert.AreEqual(inspection.RegionPeaks.OrderDescending().ToArray(), inspection.RegionPeaks);
            Assert.IsTrue(inspection.RegionBoxes.Chunk(4).All(box => box[0] >= 0 && box[0] < box[2] && box[2] <= ImageWidth && box[1] >= 0 && box[1] < box[3] && box[3] <= ImageHeight));
        }

        Assert.IsGreaterThan(1, found, "something must have been compared");
    }

    [TestMethod]
    public void A_cursor_gives_the_same_and_an_image_without_regions_has_empty_columns()
    {
        ImageRow[] rows = ImageRows.Rows(6, ImageWidth, ImageHeight);
        using FimNetTransformer model = Model(rows, percentile: 100);
        Inspection[] none = Inspections(model, rows);
        float highest = none.Max(inspection => inspection.AnomalyMap.Max());
        using FimNetTransformer lower = model.WithPixelThreshold(highest * 0.999f);
        Inspection[] some = Inspections(lower, rows);
        Assert.IsTrue(none.All(inspection => inspection.RegionBoxes.Length + inspection.RegionAreas.Length + inspection.RegionCentroids.Length
            + inspection.RegionPeaks.Length + inspection.RegionMeans.Length == 0));
        Assert.Contains(inspection => inspection.RegionPeaks.Length == 0, some);
        foreach (Inspection inspection in some)
        {
            AssertAre(
                DefectRegions.Find(new AnomalyMap(model.ImageWidth, model.ImageHeight, inspection.AnomalyMap), lower.PixelThreshold, ImageWidth, ImageHeight), inspection);
        }

        Assert.AreEqual(highest, some.Max(inspection => inspection.RegionPeaks.FirstOrDefault()));
    }

    /// <summary>A model whose pixel threshold so many percent of the rows' pixels do not exceed.</summary>
    private FimNetTransformer Model(ImageRow[] rows, double percentile) => TestModel.Transformer(_mlContext)
        .Calibrate(_mlContext.Data.LoadFromEnumerable(rows.Select(row => new ImageRow { Image = row.Image })), ThresholdRule.Percentile(50), ThresholdRule.Percentile(percentile));

    private Inspection[] Inspections(FimNetTransformer model, ImageRow[] rows) =>
        [.. _mlContext.Data.CreateEnumerable<Inspection>(model.Transform(_mlContext.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];

    private static void AssertAre(IReadOnlyList<DefectRegion> expected, Inspection actual)
    {
        CollectionAssert.AreEqual(
            expected.SelectMany(region => new float[] { region.Left, region.Top, region.Left + region.Width, region.Top + region.Height }).ToArray(), actual.RegionBoxes);
        CollectionAssert.AreEqual(expected.Select(region => (float)region.Area).ToArray(), actual.RegionAreas);
        CollectionAssert.AreEqual(expected.SelectMany(region => new[] { (float)region.CentroidX, (float)region.CentroidY }).ToArray(), actual.RegionCentroids);
        CollectionAssert.AreEqual(expected.Select(region => region.PeakScore).ToArray(), actual.RegionPeaks);
        CollectionAssert.AreEqual(expected.Select(region => region.MeanScore).ToArray(), actual.RegionMeans);
    }

    private sealed class Inspection
    {
        public float[] AnomalyMap { get; set; } = [];

        public float[] RegionBoxes { get; set; } = [];

        public float[] RegionAreas { get; set; } = [];

        public float[] RegionCentroids { get; set; } = [];

        public float[] RegionPeaks { get; set; } = [];

        public float[] RegionMeans { get; set; } = [];
    }
}
