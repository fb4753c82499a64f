using FimNet.MLNet.Imaging;

namespace FimNet.MLNet;

public static partial class AnomalyMapPicture
{
    private const int Gap = 4;

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
}
