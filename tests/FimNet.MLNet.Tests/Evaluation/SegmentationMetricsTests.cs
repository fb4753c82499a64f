using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Tests.Evaluation;

/// <summary>Every figure against the same figure computed by trying all thresholds.</summary>
[TestClass]
public sealed class SegmentationMetricsTests
{
    [TestMethod]
    [DataRow(1, false)]
    [DataRow(2, false)]
    [DataRow(3, true)]
    public void Areas_are_those_of_all_thresholds(int seed, bool binned)
    {
        MaskedMaps maps = MaskedMaps.Random(seed);
        SegmentationMetrics metrics = maps.Metrics(new SegmentationOptions { BinnedScores = binned });
        Assert.AreEqual(Area(maps, 1, point => point.Recall), metrics.PixelAuRoc, 1e-12);
        Assert.AreEqual(Area(maps, 0.3, point => point.Overlap) / 0.3, metrics.AuPro, 1e-12);
        Assert.AreEqual(AveragePrecision(maps), metrics.AveragePrecision, 1e-12);
        Assert.AreEqual(maps.Images.Sum(image => image.Regions), metrics.DefectRegions);
    }

    [TestMethod]
    [DataRow(0.05)]
    [DataRow(0.5)]
    [DataRow(1.0)]
    public void The_limit_of_the_region_overlap_is_an_option(double limit)
    {
        MaskedMaps maps = MaskedMaps.Random(4);
        SegmentationMetrics metrics = maps.Metrics(new SegmentationOptions { FalsePositiveRateLimit = limit });
        Assert.AreEqual(Area(maps, limit, point => point.Overlap) / limit, metrics.AuPro, 1e-12);
        Assert.AreEqual(limit, metrics.FalsePositiveRateLimit);
    }

    [TestMethod]
    public void Regions_weigh_the_same_whatever_their_size()
    {
        // Two regions: one of eight pixels, found above all good ones, and one of a single pixel, below all good ones.
        bool[] mask = [true, true, true, true, true, true, true, true, false, false, false, true];
        float[] scores = [9, 9, 9, 9, 9, 9, 9, 9, 2, 2, 2, 1];
        SegmentationMetrics metrics = new MaskedMaps([MaskedMaps.Map("", scores, mask, width: 12)]).Metrics();
        Assert.AreEqual(8.0 / 9, metrics.PixelAuRoc, 1e-12);
        Assert.AreEqual(0.5, metrics.AuPro, 1e-12);
        Assert.AreEqual(2, metrics.DefectRegions);
    }

    [TestMethod]
    public void Pixels_that_touch_at_a_corner_are_one_region()
    {
        bool[] mask = [true, false, false, false, true, false, false, false, false];
        Assert.AreEqual(1, new MaskedMaps([MaskedMaps.Map("", new float[9], mask, width: 3)]).Metrics().DefectRegions);
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    public void The_highest_F1_is_that_of_its_threshold_and_no_other_is_higher(int seed)
    {
        MaskedMaps maps = MaskedMaps.Random(seed);
        SegmentationMetrics metrics = maps.Metrics();
        Assert.AreEqual(maps.Thresholds().Max(threshold => maps.At(threshold).F1), metrics.F1Max, 1e-12);
        Assert.AreEqual(metrics.F1Max, maps.At(metrics.F1MaxThreshold).F1, 1e-12);
        Assert.AreEqual(maps.At(metrics.F1MaxThreshold).IoU, metrics.IntersectionOverUnion, 1e-12);
        Assert.AreEqual(metrics.F1MaxThreshold, metrics.Threshold);
        Assert.DoesNotContain(metrics.F1MaxThreshold, maps.Thresholds(), "half-way between two values is none of them");
    }

    [TestMethod]
    public void Where_everything_is_best_found_the_threshold_is_below_everything()
    {
        SegmentationMetrics metrics = new MaskedMaps([MaskedMaps.Map("", [1, 3, 3], [true, true, false], width: 3)]).Metrics();
        Assert.AreEqual(0.8, metrics.F1Max, 1e-12);
        Assert.IsTrue(metrics.F1MaxThreshold is < 1 and > 0.99f);
    }

    [TestMethod]
    [DataRow(3f)]
    [DataRow(7.5f)]
    [DataRow(100f)]
    public void Intersection_over_union_is_that_of_the_given_threshold(float threshold)
    {
        MaskedMaps maps = MaskedMaps.Random(8);
        SegmentationMetrics metrics = maps.Metrics(new SegmentationOptions { Threshold = threshold });
        Assert.AreEqual(maps.At(threshold).IoU, metrics.IntersectionOverUnion, 1e-12);
        Assert.AreEqual(threshold, metrics.Threshold);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true, DisplayName = "binned scores")]
    public void Each_kind_of_defect_is_evaluated_as_if_it_were_alone_with_the_good_images(bool binned)
    {
        var options = new SegmentationOptions { Threshold = 6, BinnedScores = binned };
        MaskedMaps maps = MaskedMaps.Random(9, images: 8);
        SegmentationMetrics metrics = maps.Metrics(options);
        CollectionAssert.AreEqual(new[] { "dent", "scratch" }, metrics.ByDefect.Keys.ToArray());
        foreach ((string defect, SegmentationMetrics actual) in metrics.ByDefect)
        {
            SegmentationMetrics expected = new MaskedMaps([.. maps.Images.Where(image => image.Defect == "" || image.Defect == defect)])
                .Metrics(options);
            Assert.AreEqual(Figures(expected), Figures(actual));
        }
    }

    [TestMethod]
    public void A_kind_without_a_good_pixel_is_left_out()
    {
        MaskedMap dent = MaskedMaps.Map("dent", [1, 2, 3, 4], [false, false, true, true], width: 2);
        MaskedMap crop = MaskedMaps.Map("crop", [5, 6, 7, 8], [true, true, true, true], width: 2);
        SegmentationMetrics metrics = new MaskedMaps([dent, crop]).Metrics();
        CollectionAssert.AreEqual(new[] { "dent" }, metrics.ByDefect.Keys.ToArray());
        Assert.AreEqual(6, metrics.DefectivePixels);
    }

    [TestMethod]
    public void A_monotone_map_of_the_values_changes_no_figure()
    {
        MaskedMaps maps = MaskedMaps.Random(10);
        var mapped = new MaskedMaps([.. maps.Images.Select(image => new MaskedMap(
            image.Defect, image.Scores.ToArray().Select(score => MathF.Exp(score / 4) - 3).ToArray(), image.Region, image.Regions))]);
        Assert.AreEqual(Figures(maps.Metrics()), Figures(mapped.Metrics()));
    }

    [TestMethod]
    [DataRow(11, 0.004f)]
    [DataRow(12, 0.02f)]
    [DataRow(13, 0.0005f)]
    public void Binned_scores_stay_within_the_errors_that_they_state(int seed, float spread)
    {
        MaskedMaps maps = Close(seed, spread);
        SegmentationMetrics exact = maps.Metrics(), binned = maps.Metrics(new SegmentationOptions { BinnedScores = true });
        Assert.AreEqual((0, 0, 0, 0), Bounds(exact));
        Assert.IsTrue(binned.PixelAuRocErrorBound is > 0.001 and < 0.51, $"{binned.PixelAuRocErrorBound}");
        Assert.AreNotEqual(exact.PixelAuRoc, binned.PixelAuRoc);
        Assert.AreEqual(exact.PixelAuRoc, binned.PixelAuRoc, binned.PixelAuRocErrorBound);
        Assert.AreEqual(exact.AveragePrecision, binned.AveragePrecision, binned.AveragePrecisionErrorBound);
        Assert.AreEqual(exact.AuPro, binned.AuPro, binned.AuProErrorBound);
        Assert.IsTrue(exact.F1Max >= binned.F1Max && exact.F1Max <= binned.F1Max + binned.F1MaxErrorBound, $"{exact.F1Max} {binned.F1Max} {binned.F1MaxErrorBound}");
    }

    /// <summary>Where one group holds everything, the two orders in it are the best and the worst that there can be.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_errors_that_are_stated_are_no_larger_than_the_worst_case(bool defectiveFirst)
    {
        // A step is smaller than the rounding.
        float[] scores = [1.0001f, 1.0002f, 1.0003f, 1.0004f];
        bool[] mask = defectiveFirst ? [false, false, false, true] : [true, false, false, false];
        var maps = new MaskedMaps([MaskedMaps.Map("", scores, mask, width: 4)]);
        var options = new SegmentationOptions { FalsePositiveRateLimit = 1 };
        SegmentationMetrics exact = maps.Metrics(options), binned = maps.Metrics(options with { BinnedScores = true });
        Assert.AreEqual(0.5, Math.Abs(exact.PixelAuRoc - binned.PixelAuRoc), 1e-12);
        Assert.AreEqual((0.5, 0.75, 0.5, 0.6), Bounds(binned));
    }

    [TestMethod]
    [DataRow(14)]
    [DataRow(15)]
    public void The_threshold_of_binned_scores_finds_what_its_F1_says(int seed)
    {
        MaskedMaps maps = Close(seed, 0.02f);
        SegmentationMetrics binned = maps.Metrics(new SegmentationOptions { BinnedScores = true });
        Assert.AreEqual(binned.F1Max, maps.At(binned.F1MaxThreshold).F1, 1e-12);
        Assert.AreEqual(binned.IntersectionOverUnion, maps.At(binned.F1MaxThreshold).IoU, 1e-12);
    }

    [TestMethod]
    public void Binned_scores_of_both_signs_keep_their_order()
    {
        float[] scores = [-5, -0.25f, -0f, 0f, 1e-9f, 0.5f, 7, 1e9f];
        bool[] mask = [true, false, false, true, false, true, false, true];
        var maps = new MaskedMaps([MaskedMaps.Map("", scores, mask, width: 8)]);
        Assert.AreEqual(Figures(maps.Metrics()), Figures(maps.Metrics(new SegmentationOptions { BinnedScores = true })));
    }

    [TestMethod]
    public void The_curve_holds_what_each_threshold_finds()
    {
        MaskedMaps maps = MaskedMaps.Random(12);
        SegmentationCurve curve = maps.Metrics().Curve;
        Assert.HasCount(maps.Thresholds().Length, curve.Thresholds);
        Assert.AreEqual((float.PositiveInfinity, 0.0, 0.0, 1.0, 0.0), Point(curve, 0));
        for (int i = 1; i < curve.Thresholds.Count; i++)
        {
            (double falsePositiveRate, double recall, double precision, double overlap, _, _) = maps.At(MathF.BitDecrement(curve.Thresholds[i]));
            (float _, double actualRate, double actualRecall, double actualPrecision, double actualOverlap) = Point(curve, i);
            Assert.AreEqual(falsePositiveRate, actualRate, 1e-12);
            Assert.AreEqual(recall, actualRecall, 1e-12);
            Assert.AreEqual(precision, actualPrecision, 1e-12);
            Assert.AreEqual(overlap, actualOverlap, 1e-12);
        }
    }

    [TestMethod]
    public void A_curve_of_very_many_thresholds_is_thinned_and_keeps_its_area()
    {
        MaskedMaps maps = MaskedMaps.Random(13, images: 4, width: 200, height: 200, levels: 1_000_000);
        SegmentationMetrics metrics = maps.Metrics();
        IReadOnlyList<double> x = metrics.Curve.FalsePositiveRates, y = metrics.Curve.TruePositiveRates;
        Assert.IsLessThan(3100, x.Count);
        Assert.AreEqual((1.0, 1.0), (x[^1], y[^1]));
        Assert.AreEqual(metrics.PixelAuRoc, Enumerable.Range(1, x.Count - 1).Sum(i => (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2), 1e-4);
    }

    [TestMethod]
    public void The_curve_is_a_table_too()
    {
        SegmentationCurve curve = MaskedMaps.Random(14).Metrics().Curve;
        Microsoft.Data.Analysis.DataFrame frame = curve.ToDataFrame();
        CollectionAssert.AreEqual(
            new[] { "Threshold", "FalsePositiveRate", "TruePositiveRate", "Precision", "RegionOverlap" }, frame.Columns.Select(column => column.Name).ToArray());
        Assert.AreEqual(curve.Thresholds.Count, frame.Rows.Count);
        Assert.AreEqual(curve.RegionOverlaps[5], frame["RegionOverlap"][5]);
        Assert.AreEqual(curve.Thresholds[5], frame["Threshold"][5]);
    }

    /// <summary>Values so close to each other that many fall into one bin.</summary>
    private static MaskedMaps Close(int seed, float spread)
    {
        var random = new Random(seed);
        bool[] mask = [.. Enumerable.Range(0, 4000).Select(i => i % 7 < 2)];
        float[] scores = [.. mask.Select(defective => (defective ? -1f : -1f - (spread / 4)) + (spread * (float)random.NextDouble()))];
        return new MaskedMaps([MaskedMaps.Map("", scores, mask, width: 40)]);
    }

    private static (double AuRoc, double AveragePrecision, double AuPro, double F1) Bounds(SegmentationMetrics metrics) =>
        (metrics.PixelAuRocErrorBound, metrics.AveragePrecisionErrorBound, metrics.AuProErrorBound, metrics.F1MaxErrorBound);

    private static (float Threshold, double X, double Recall, double Precision, double Overlap) Point(SegmentationCurve curve, int i) =>
        (curve.Thresholds[i], curve.FalsePositiveRates[i], curve.TruePositiveRates[i], curve.Precisions[i], curve.RegionOverlaps[i]);

    private static string Figures(SegmentationMetrics metrics) => string.Join(
        ' ', metrics.PixelAuRoc, metrics.AveragePrecision, metrics.F1Max, metrics.IntersectionOverUnion, metrics.AuPro, metrics.DefectivePixels, metrics.GoodPixels, metrics.DefectRegions);

    /// <summary>The area under straight lines between the points of all thresholds, up to a limit of the false-positive rate.</summary>
    private static double Area(MaskedMaps maps, double limit, Func<(double Recall, double Overlap), double> height)
    {
        double area = 0, lastX = 0, lastY = 0;
        foreach (float threshold in maps.Thresholds())
        {
            (double x, double recall, _, double overlap, _, _) = maps.At(threshold);
            double y = height((recall, overlap));
            if (x > limit)
            {
                double atLimit = lastY + ((y - lastY) * (limit - lastX) / (x - lastX));
                return area + ((limit - lastX) * (lastY + atLimit) / 2);
            }

            area += (x - lastX) * (y + lastY) / 2;
            (lastX, lastY) = (x, y);
        }

        return area;
    }

    private static double AveragePrecision(MaskedMaps maps)
    {
        double sum = 0, last = 0;
        foreach (float threshold in maps.Thresholds())
        {
            (_, double recall, double precision, _, _, _) = maps.At(threshold);
            sum += (recall - last) * precision;
            last = recall;
        }

        return sum;
    }
}
