namespace FimNet.MLNet.Tests.Regions;

[TestClass]
public sealed class DefectRegionsTests
{
    // Values of 6 columns and 4 rows: a region of three pixels that touch at corners, one of two, and one of a single pixel.
    private static readonly AnomalyMap Map = new(6, 4, new float[]
    {
        9, 0, 0, 0, 4, 0,
        0, 5, 0, 0, 6, 0,
        0, 7, 0, 0, 0, 0,
        0, 0, 0, 3.5f, 0, 0,
    });

    [TestMethod]
    public void Regions_come_with_box_area_centroid_peak_and_mean()
    {
        DefectRegion[] regions = [.. DefectRegions.Find(Map, 3, 6, 4)];
        Assert.HasCount(3, regions);
        Assert.AreEqual(
            new DefectRegion
            {
                Left = 0,
                Top = 0,
                Width = 2,
                Height = 3,
                Area = 3,
                AreaPercent = 12.5,
                CentroidX = 2.0 / 3,
                CentroidY = 1,
                PeakScore = 9,
                MeanScore = 7,
            },
            regions[0]);
        Assert.AreEqual(
            new DefectRegion { Left = 4, Top = 0, Width = 1, Height = 2, Area = 2, AreaPercent = 100.0 / 12, CentroidX = 4, CentroidY = 0.5, PeakScore = 6, MeanScore = 5 },
            regions[1]);
        Assert.AreEqual((3, 3, 1, 1), (regions[2].Left, regions[2].Top, regions[2].Width, regions[2].Height));
    }

    [TestMethod]
    public void Coordinates_are_those_of_the_original_image()
    {
        // Every map pixel is 10 image pixels wide and 2.5 high.
        DefectRegion region = DefectRegions.Find(Map, 5.5f, 60, 10).Single(r => r.PeakScore == 6);
        Assert.AreEqual((40, 2, 10, 3), (region.Left, region.Top, region.Width, region.Height));
        Assert.AreEqual(25, region.Area, 1e-12);
        Assert.AreEqual(100 * 25.0 / 600, region.AreaPercent, 1e-12);
        Assert.AreEqual((44.5, 3.25), (region.CentroidX, region.CentroidY));
    }

    [TestMethod]
    [DataRow(1000, 700)]
    [DataRow(3, 2)]
    [DataRow(1, 1)]
    public void A_region_of_the_whole_map_is_the_whole_image_of_any_size(int width, int height)
    {
        DefectRegion region = DefectRegions.Find(Map, -1, width, height).Single();
        Assert.AreEqual((0, 0, width, height), (region.Left, region.Top, region.Width, region.Height));
        Assert.AreEqual(100, region.AreaPercent, 1e-9);
        Assert.AreEqual(((width - 1) / 2.0, (height - 1) / 2.0), (region.CentroidX, region.CentroidY));
    }

    [TestMethod]
    public void A_value_equal_to_the_threshold_is_no_defect()
    {
        Assert.IsEmpty(DefectRegions.Find(Map, 9, 6, 4));
        Assert.HasCount(1, DefectRegions.Find(Map, 7, 6, 4));
    }

    [TestMethod]
    public void Regions_below_the_minimum_area_are_left_out()
    {
        CollectionAssert.AreEqual(
            new float[] { 9, 6 }, DefectRegions.Find(Map, 3, 6, 4, new DefectRegionOptions { MinimumArea = 2 }).Select(region => region.PeakScore).ToArray());

        // The same regions are a hundred times as large in an image ten times the size.
        Assert.HasCount(2, DefectRegions.Find(Map, 3, 60, 40, new DefectRegionOptions { MinimumArea = 101 }));
        Assert.HasCount(3, DefectRegions.Find(Map, 3, 60, 40, new DefectRegionOptions { MinimumArea = 100 }));
    }

    [TestMethod]
    public void Hysteresis_grows_regions_but_begins_none()
    {
        DefectRegion[] regions = [.. DefectRegions.Find(Map, 5.5f, 6, 4, new DefectRegionOptions { GrowTo = 0.7 })];
        CollectionAssert.AreEqual(new double[] { 3, 2 }, regions.Select(region => region.Area).ToArray());
        CollectionAssert.AreEqual(new double[] { 1, 1, 1 }, DefectRegions.Find(Map, 5.5f, 6, 4).Select(region => region.Area).ToArray());
    }

    [TestMethod]
    [DataRow(float.NaN, 6, 4, 0.0, 1.0, "threshold")]
    [DataRow(1f, 0, 4, 0.0, 1.0, "imageWidth")]
    [DataRow(1f, 6, 0, 0.0, 1.0, "imageHeight")]
    [DataRow(1f, 6, 4, -1.0, 1.0, "MinimumArea")]
    [DataRow(1f, 6, 4, 0.0, 0.0, "GrowTo")]
    [DataRow(1f, 6, 4, 0.0, 1.1, "GrowTo")]
    public void What_is_out_of_its_range_is_named(float threshold, int width, int height, double minimumArea, double growTo, string name) => Assert.AreEqual(
        name,
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => DefectRegions.Find(Map, threshold, width, height, new DefectRegionOptions { MinimumArea = minimumArea, GrowTo = growTo })).ParamName);

    [TestMethod]
    public void A_map_with_a_value_that_is_not_finite_is_refused_by_place()
    {
        float[] values = [1, 2, float.NaN, 4];
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new AnomalyMap(2, 2, values)).Message, "NaN at column 0, row 1", StringComparison.Ordinal);
    }
}
