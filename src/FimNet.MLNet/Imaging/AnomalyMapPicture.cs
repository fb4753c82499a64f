using FimNet.MLNet.Imaging;

namespace FimNet.MLNet;

/// <summary>Pictures that show people what a model found: anomaly maps laid over images, and images side by side.</summary>
public static class AnomalyMapPicture
{
    private const int Gap = 4;

    /// <summary>Lays an anomaly map over an image as a heat map of the inferno colour scale.</summary>
    /// <remarks>
    /// The map is resized to the image bilinearly (pixel centres, borders repeated). Values at or below <paramref name="low"/> leave the image as it is;
    /// the colours fade in over the first quarter between <paramref name="low"/> and <paramref name="high"/>, and values at or above
    /// <paramref name="high"/> have the last colour, pale yellow.
    /// </remarks>
    /// <param name="image">The image; it is not changed.</param>
    /// <param name="map">The anomaly map: <paramref name="mapHeight"/> x <paramref name="mapWidth"/> finite values, row by row.</param>
    /// <param name="mapWidth">Width of the map, at least 1.</param>
    /// <param name="mapHeight">Height of the map, at least 1.</param>
    /// <param name="low">The value up to which nothing is drawn, in units of the map.</param>
    /// <param name="high">The value from which the colour stays the same; above <paramref name="low"/>.</param>
    /// <param name="opacity">How much of the colours covers the image, from 0 (nothing) to 1 (everything).</param>
    /// <returns>A new picture of the image's size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, the opacity is outside 0 to 1, or <paramref name="low"/> is not below <paramref name="high"/>.</exception>
    /// <exception cref="ArgumentException">The map has another number of values than its sides say, or holds a NaN or infinite value.</exception>
    public static RgbImage Overlay(RgbImage image, ReadOnlySpan<float> map, int mapWidth, int mapHeight, float low, float high, float opacity = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(image);
        CheckMap(map, mapWidth, mapHeight);
        CheckScale(low, high, opacity);

        ReadOnlySpan<byte> source = image.Pixels;
        var pixels = new byte[source.Length];
        BilinearTap[] columns = BilinearTap.Along(mapWidth, image.Width);
        BilinearTap[] rows = BilinearTap.Along(mapHeight, image.Height);
        int i = 0;
        foreach (BilinearTap row in rows)
        {
            ReadOnlySpan<float> upper = map.Slice(row.First * mapWidth, mapWidth), lower = map.Slice(row.Second * mapWidth, mapWidth);
            foreach (BilinearTap column in columns)
            {
                float value = row.Mix(column.Mix(upper[column.First], upper[column.Second]), column.Mix(lower[column.First], lower[column.Second]));
                float position = Math.Clamp((value - low) / (high - low), 0f, 1f);
                float cover = opacity * Math.Min(1f, 4f * position);
                (float red, float green, float blue) = HeatColours.At(position);
                pixels[i] = Blend(source[i], red, cover);
                pixels[i + 1] = Blend(source[i + 1], green, cover);
                pixels[i + 2] = Blend(source[i + 2], blue, cover);
                i += 3;
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>Places images from left to right, aligned at the top, on white with a gap of 4 pixels between them.</summary>
    /// <param name="images">At least one image; they may differ in size and are not changed.</param>
    /// <returns>A new picture, as high as the highest image.</returns>
    /// <exception cref="ArgumentException">No image was given.</exception>
    public static RgbImage SideBySide(params RgbImage[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Length == 0)
        {
            throw new ArgumentException("Give at least one image to place.", nameof(images));
        }

        int width = images.Sum(image => image.Width) + (Gap * (images.Length - 1));
        int height = images.Max(image => image.Height);
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, byte.MaxValue);
        int left = 0;
        foreach (RgbImage image in images)
        {
            for (int y = 0; y < image.Height; y++)
            {
                image.Pixels.Slice(3 * y * image.Width, 3 * image.Width).CopyTo(pixels.AsSpan(3 * ((y * width) + left)));
            }

            left += image.Width + Gap;
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte Blend(byte below, float above, float cover) => (byte)(below + ((above - below) * cover) + 0.5f);

    private static void CheckMap(ReadOnlySpan<float> map, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, "mapWidth");
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1, "mapHeight");
        if (map.Length != (long)width * height)
        {
            throw new ArgumentException($"A map of {width}x{height} has {(long)width * height} values, but {map.Length} were given.", nameof(map));
        }

        for (int i = 0; i < map.Length; i++)
        {
            if (!float.IsFinite(map[i]))
            {
                throw new ArgumentException($"The map holds {map[i]} at column {i % width}, row {i / width}; only finite values can be drawn.", nameof(map));
            }
        }
    }

    private static void CheckScale(float low, float high, float opacity)
    {
        if (!(low < high) || !float.IsFinite(high - low))
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, $"low must be finite and below high, which is {high}.");
        }

        if (!(opacity is >= 0f and <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(opacity), opacity, "opacity must lie between 0 and 1.");
        }
    }
}
