namespace FimNet.MLNet.Imaging;

/// <summary>Resizes maps and images for pictures: bilinearly, pixel centres corresponding, borders repeated.</summary>
internal static class BilinearResizer
{
    public static float[] Resize(AnomalyMap map, int width, int height) => Resize(map.Values, 1, map.Width, map.Height, width, height);

    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        float[] source = Array.ConvertAll(image.Buffer, level => (float)level);
        float[] resized = Resize(source, 3, image.Width, image.Height, width, height);
        return new RgbImage(width, height, Array.ConvertAll(resized, level => (byte)(level + 0.5f)));
    }

    private static float[] Resize(ReadOnlySpan<float> source, int channels, int sourceWidth, int sourceHeight, int width, int height)
    {
        BilinearTap[] columns = BilinearTap.Along(sourceWidth, width);
        int rowLength = channels * sourceWidth;
        var resized = new float[channels * width * height];
        int i = 0;
        foreach (BilinearTap row in BilinearTap.Along(sourceHeight, height))
        {
            ReadOnlySpan<float> upper = source.Slice(row.First * rowLength, rowLength), lower = source.Slice(row.Second * rowLength, rowLength);
            foreach (BilinearTap column in columns)
            {
                int left = channels * column.First, right = channels * column.Second;
                for (int channel = 0; channel < channels; channel++)
                {
                    resized[i++] = row.Mix(
                        column.Mix(upper[left + channel], upper[right + channel]),
                        column.Mix(lower[left + channel], lower[right + channel]));
                }
            }
        }

        return resized;
    }
}
