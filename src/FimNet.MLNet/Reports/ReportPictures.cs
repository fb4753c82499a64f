using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Reports;

/// <summary>The pictures of a report: each image small, alone and under its anomaly map.</summary>
internal sealed class ReportPictures(float pixelThreshold, FimNetReportOptions options)
{
    private readonly MapScale _scale = MapScale.Around(pixelThreshold);

    /// <summary>The image, and the image under its map with an outline around what is above the threshold, as data URIs.</summary>
    public (string Picture, string Overlay) Draw(RgbImage image, AnomalyMap map)
    {
        // Shrunk after it is drawn, because a map that is shrunk by picking pixels would lose small defects.
        RgbImage overlay = AnomalyMapPicture.Overlay(image, map, _scale, options.Colours);
        overlay = AnomalyMapPicture.Contour(overlay, map, pixelThreshold, thickness: Math.Max(1, Math.Max(image.Width, image.Height) / options.PictureSide));
        return (Small(image), Small(overlay));
    }

    /// <summary>Leaves out the pictures of all but some images: the worst mistakes and then the closest calls stay.</summary>
    public static IReadOnlyList<ReportImage> KeepMost(IReadOnlyList<ReportImage> images, float threshold, int most)
    {
        HashSet<int> kept = Enumerable.Range(0, images.Count)
            .OrderByDescending(i => Math.Abs(images[i].Score - threshold) * (IsWrong(images[i], threshold) ? 1 : -1))
            .Take(most)
            .ToHashSet();
        return [.. images.Select((image, i) => kept.Contains(i) ? image : image with { Picture = "", Overlay = "" })];
    }

    private string Small(RgbImage image) => Thumbnail.ToDataUri(Thumbnail.Shrink(image, options.PictureSide));

    private static bool IsWrong(ReportImage image, float threshold) => image.IsDefective is { } isDefective && isDefective != image.Score > threshold;
}
