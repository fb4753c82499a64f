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

    private string Small(RgbImage image) => Thumbnail.ToDataUri(Thumbnail.Shrink(image, options.PictureSide));
}
