namespace FimNet.MLNet.Imaging;

/// <summary>Draws the outline of areas as two lines: one in colour just within their border, one in a contrasting shade just around it.</summary>
internal static class ContourPainter
{
    /// <param name="thickness">Width of each line: how many pixels, straight or diagonal, a pixel of the line is at most away from the border's other side.</param>
    public static RgbImage Paint(RgbImage image, DefectMask areas, RgbColour colour, int thickness)
    {
        bool[] within = areas.Defective.ToArray();
        bool[] around = Dilate(within, image.Width, image.Height, thickness, beyondEdge: false);
        bool[] rim = Dilate(Array.ConvertAll(within, inside => !inside), image.Width, image.Height, thickness, beyondEdge: true);
        byte[] pixels = image.Pixels.ToArray();
        for (int i = 0; i < within.Length; i++)
        {
            if (within[i] ? rim[i] : around[i])
            {
                (within[i] ? colour : colour.Contrast).CopyTo(pixels.AsSpan(3 * i));
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>Which pixels are at most <paramref name="radius"/> rows and columns away from a set one.</summary>
    /// <param name="beyondEdge">Whether all pixels beyond the picture's edge count as set.</param>
    private static bool[] Dilate(bool[] set, int width, int height, int radius, bool beyondEdge)
    {
        var wide = new bool[set.Length];
        for (int y = 0; y < height; y++)
        {
            DilateLine(set, wide, y * width, 1, width, radius, beyondEdge);
        }

        var dilated = new bool[set.Length];
        for (int x = 0; x < width; x++)
        {
            DilateLine(wide, dilated, x, width, height, radius, beyondEdge);
        }

        return dilated;
    }

    private static void DilateLine(bool[] source, bool[] target, int start, int stride, int length, int radius, bool beyondEdge)
    {
        long distance = beyondEdge ? 0 : long.MaxValue / 2;
        for (int i = 0; i < length; i++)
        {
            int at = start + (i * stride);
            distance = source[at] ? 0 : distance + 1;
            target[at] = distance <= radius;
        }

        distance = beyondEdge ? 0 : long.MaxValue / 2;
        for (int i = length - 1; i >= 0; i--)
        {
            int at = start + (i * stride);
            distance = source[at] ? 0 : distance + 1;
            target[at] |= distance <= radius;
        }
    }
}
