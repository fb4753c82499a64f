using FimNet.MLNet.Imaging;

namespace FimNet.MLNet;

public static partial class AnomalyMapPicture
{
    private const int Gap = 4;

    /// <summary>Draws a colour bar: the colours of a scale from its low end at the bottom to its high end at the top, with the values of both and of the middle.</summary>
    /// <remarks>Labels have three significant digits, more where these would be off by over a hundredth of the scale's length, and a decimal point in every culture.</remarks>
    /// <param name="height">Height in pixels, at least 1. A bar of less than 25 pixels, which its labels need, is 25 high. Letters grow with the height.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="colours">The colour map. Default: inferno.</param>
    /// <returns>A new picture, black on white around the bar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is below 1 or too large for an array, or there is no such colour map.</exception>
    public static RgbImage ColourBar(int height, MapScale scale, ColourMap colours = ColourMap.Inferno)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return ColourBarPainter.Paint(height, scale, ColourMaps.Of(colours));
    }

    /// <summary>Places a colour bar of the same height to the right of a picture.</summary>
    /// <param name="picture">A picture in the scale's colours, such as a heat map or an overlay.</param>
    /// <param name="scale">The scale that the picture was drawn with.</param>
    /// <param name="colours">The colour map that the picture was drawn with. Default: inferno.</param>
    /// <returns>A new picture, wider than the given one by the bar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such colour map, or the result is too large for an array.</exception>
    public static RgbImage WithColourBar(RgbImage picture, MapScale scale, ColourMap colours = ColourMap.Inferno)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return SideBySide(picture, ColourBar(picture.Height, scale, colours));
    }

    /// <summary>Places images from left to right, aligned at the top, on white with a gap of 4 pixels between them.</summary>
    /// <param name="images">At least one image; they may differ in size.</param>
    /// <returns>A new picture, as high as the highest image.</returns>
    /// <exception cref="ArgumentException">No image was given, or one is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">All of them together are too large for an array.</exception>
    public static RgbImage SideBySide(params RgbImage[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Length == 0)
        {
            throw new ArgumentException("Give at least one image to place.", nameof(images));
        }

        int missing = Array.IndexOf(images, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"The image at index {missing} is null.", nameof(images));
        }

        long width = images.Sum(image => (long)image.Width) + (Gap * (images.Length - 1));
        int height = images.Max(image => image.Height);
        Canvas.CheckSize(width, height, nameof(images));
        var canvas = new Canvas((int)width, height, RgbColour.White);
        int left = 0;
        foreach (RgbImage image in images)
        {
            canvas.Place(image, left, 0);
            left += image.Width + Gap;
        }

        return canvas.ToImage();
    }

    /// <summary>Shows in one row all that a model says of an image: the image, its reconstruction, the map over the image, the mask of what is above the threshold, and the truth.</summary>
    /// <param name="image">The image.</param>
    /// <param name="reconstruction">The image as the model would have it; one of another size is resized to the image's.</param>
    /// <param name="map">The anomaly map.</param>
    /// <param name="scale">Which values have the first and the last colour.</param>
    /// <param name="threshold">The value above which a pixel counts as defective, in units of the map: finite.</param>
    /// <param name="truth">The true mask, defective where it is not black, resized to the image's size; null leaves it out.</param>
    /// <param name="colours">The colour map. Default: inferno.</param>
    /// <returns>A new picture of the image's height.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN or infinite, there is no such colour map, or the result is too large for an array.</exception>
    public static RgbImage Panel(
        RgbImage image, RgbImage reconstruction, AnomalyMap map, MapScale scale, float threshold, RgbImage? truth = null, ColourMap colours = ColourMap.Inferno)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(reconstruction);
        List<RgbImage> row =
        [
            image,
            reconstruction.SameSizeAs(image) ? reconstruction : BilinearResizer.Resize(reconstruction, image.Width, image.Height),
            Overlay(image, map, scale, colours),
            Mask(map, image.Width, image.Height, threshold),
        ];
        if (truth is not null)
        {
            row.Add(DefectMask.FromPicture(truth).Resize(image.Width, image.Height).ToPicture());
        }

        return SideBySide([.. row]);
    }
}
