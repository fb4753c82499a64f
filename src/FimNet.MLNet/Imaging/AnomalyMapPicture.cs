using FimNet.MLNet.Imaging;

namespace FimNet.MLNet;

/// <summary>Pictures that show people what a model found: anomaly maps in colours, over images, as masks and as outlines.</summary>
/// <remarks>
/// Every picture is a new one at the image's own resolution; images and maps are never changed. A map of another size is resized bilinearly
/// (pixel centres correspond, borders are repeated).
/// </remarks>
public static partial class AnomalyMapPicture
{
    private static readonly RgbColour DefaultContourColour = new(255, 221, 0);

    /// <summary>Draws an anomaly map alone, each value in its colour.</summary>
    /// <param name="map">The anomaly map.</param>
    /// <param name="width">Width of the picture in pixels, at least 1.</param>
    /// <param name="height">Height of the picture in pixels, at least 1.</param>
    /// <param name="scale">Which values have the first and the last colour.</param>
    /// <param name="colours">The colour map. Default: inferno.</param>
    /// <returns>A new picture of that size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, there are too many pixels for an array, or there is no such colour map.</exception>
    public static RgbImage HeatMap(AnomalyMap map, int width, int height, MapScale scale, ColourMap colours = ColourMap.Inferno)
    {
        ArgumentNullException.ThrowIfNull(map);
        CheckSize(width, height);
        ColourRamp ramp = ColourMaps.Of(colours);
        float[] values = BilinearResizer.Resize(map, width, height);
        var pixels = new byte[3 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            ramp.ColourAt(scale.Position(values[i])).CopyTo(pixels.AsSpan(3 * i));
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Lays an anomaly map over an image in colours.</summary>
    /// <remarks>
    /// Values up to the scale's low end leave the image as it is; the colours fade in over the first quarter of the scale,
    /// and values from its high end on have the last colour.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="map">The anomaly map.</param>
    /// <param name="scale">Which values have the first and the last colour.</param>
    /// <param name="colours">The colour map. Default: inferno.</param>
    /// <param name="opacity">How much of the colours covers the image, from 0 (nothing) to 1 (everything). Default: 0.5.</param>
    /// <returns>A new picture of the image's size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The opacity is outside 0 to 1, or there is no such colour map.</exception>
    public static RgbImage Overlay(RgbImage image, AnomalyMap map, MapScale scale, ColourMap colours = ColourMap.Inferno, float opacity = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(map);
        if (!(opacity is >= 0f and <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(opacity), opacity, "opacity must lie between 0 and 1.");
        }

        ColourRamp ramp = ColourMaps.Of(colours);
        float[] values = BilinearResizer.Resize(map, image.Width, image.Height);
        ReadOnlySpan<byte> source = image.Pixels;
        var pixels = new byte[source.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float position = scale.Position(values[i]);
            float cover = opacity * Math.Min(1f, 4f * position);
            (float red, float green, float blue) = ramp.At(position);
            pixels[3 * i] = Blend(source[3 * i], red, cover);
            pixels[(3 * i) + 1] = Blend(source[(3 * i) + 1], green, cover);
            pixels[(3 * i) + 2] = Blend(source[(3 * i) + 2], blue, cover);
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>Draws the areas above a threshold in white on black.</summary>
    /// <param name="map">The anomaly map.</param>
    /// <param name="width">Width of the picture in pixels, at least 1.</param>
    /// <param name="height">Height of the picture in pixels, at least 1.</param>
    /// <param name="threshold">The value above which a pixel is white, in units of the map: finite.</param>
    /// <returns>A new picture of that size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, there are too many pixels for an array, or the threshold is NaN or infinite.</exception>
    public static RgbImage Mask(AnomalyMap map, int width, int height, float threshold)
    {
        ArgumentNullException.ThrowIfNull(map);
        CheckSize(width, height);
        CheckThreshold(threshold);
        return DefectMask.Above(map, width, height, threshold).ToPicture();
    }

    /// <summary>Outlines the areas above a threshold in an image.</summary>
    /// <remarks>
    /// A line in the given colour runs just within an area's border, and one in black or white, whichever contrasts with that colour, just around it,
    /// so the outline shows on any surface. Where an area reaches the image's edge, the line follows the edge.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="map">The anomaly map.</param>
    /// <param name="threshold">The value above which a pixel belongs to an area, in units of the map: finite.</param>
    /// <param name="colour">The inner line's colour. Default: yellow (255, 221, 0), which black contrasts with.</param>
    /// <param name="thickness">Width of each of the two lines in pixels, at least 1. Default: 1 for up to 256 pixels of the image's shorter side, 2 for up to 512, and so on.</param>
    /// <returns>A new picture of the image's size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN or infinite, or the thickness is below 1.</exception>
    public static RgbImage Contour(RgbImage image, AnomalyMap map, float threshold, RgbColour? colour = null, int? thickness = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(map);
        CheckThreshold(threshold);
        int width = thickness ?? (Math.Min(image.Width, image.Height) + 255) / 256;
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(thickness));
        return ContourPainter.Paint(image, DefectMask.Above(map, image.Width, image.Height, threshold), colour ?? DefaultContourColour, width);
    }

    private static byte Blend(byte below, float above, float cover) => (byte)(below + ((above - below) * cover) + 0.5f);

    private static void CheckSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Canvas.CheckSize(width, height, nameof(width));
    }

    private static void CheckThreshold(float threshold)
    {
        if (!float.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be finite.");
        }
    }
}
