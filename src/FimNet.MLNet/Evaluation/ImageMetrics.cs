namespace FimNet.MLNet.Evaluation;

/// <summary>The metrics of whole images: those of pixels, with an image as a single pixel.</summary>
internal static class ImageMetrics
{
    /// <param name="images">Made by <see cref="ScoreHistogram.OfImage"/>.</param>
    /// <returns>Null when all images are good or all are defective.</returns>
    public static SegmentationMetrics? Of(IReadOnlyCollection<ScoreHistogram> images)
    {
        ScoreTotals totals = images.Aggregate(default(ScoreTotals), (sum, image) => sum + image.Totals);
        if (totals.Good == 0 || totals.Defective == 0)
        {
            return null;
        }

        IEnumerable<ScoreGroup> descending = images.SelectMany(image => image.Groups)
            .GroupBy(group => group.Score)
            .OrderByDescending(groups => groups.Key)
            .Select(groups => new ScoreGroup(groups.Key, groups.Sum(g => g.Defective), groups.Sum(g => g.Good), groups.Sum(g => g.RegionShare)));
        return SegmentationSweep.Run(descending, totals, new SegmentationOptions(), new Dictionary<string, SegmentationMetrics>());
    }
}
