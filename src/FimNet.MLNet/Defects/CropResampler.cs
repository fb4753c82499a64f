using System.Buffers;

namespace FimNet.MLNet.Defects;

/// <summary>A rectangle of whole pixels.</summary>
internal readonly record struct PixelBox(int X, int Y, int Width, int Height);

/// <summary>
/// Resizes a crop of an RGB image with linear interpolation between pixel centres; when it shrinks, the triangle widens with the
/// scale so that nothing is skipped. Pixels outside the crop are not looked at.
/// </summary>
internal static class CropResampler
{
    private const int Channels = 3;

    /// <param name="image">Interleaved RGB, <paramref name="imageWidth"/> pixels a row.</param>
    /// <param name="imageWidth">Pixels a row.</param>
    /// <param name="crop">What is resized, inside the image.</param>
    /// <param name="target">Receives height x width x 3 numbers of 0 to 255.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="height">Height of the result.</param>
    public static void Resize(ReadOnlySpan<byte> image, int imageWidth, PixelBox crop, Span<float> target, int width, int height)
    {
        if (crop.Width == width && crop.Height == height)
        {
            Copy(image, imageWidth, crop, target);
            return;
        }

        int stride = width * Channels;
        float[] scratch = ArrayPool<float>.Shared.Rent(crop.Height * stride);
        try
        {
            LinearTaps columns = LinearTaps.Create(crop.Width, width);
            for (int y = 0; y < crop.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Slice(((crop.Y + y) * imageWidth + crop.X) * Channels, crop.Width * Channels);
                ResizeRow(row, scratch.AsSpan(y * stride, stride), columns);
            }

            LinearTaps rows = LinearTaps.Create(crop.Height, height);
            for (int y = 0; y < height; y++)
            {
                Span<float> sum = target.Slice(y * stride, stride);
                sum.Clear();
                ReadOnlySpan<float> weights = rows.Weights(y);
                for (int tap = 0; tap < weights.Length; tap++)
                {
                    FloatRows.AddScaled(sum, scratch.AsSpan((rows.First[y] + tap) * stride, stride), weights[tap]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scratch);
        }
    }

    private static void Copy(ReadOnlySpan<byte> image, int imageWidth, PixelBox crop, Span<float> target)
    {
        int stride = crop.Width * Channels;
        for (int y = 0; y < crop.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Slice(((crop.Y + y) * imageWidth + crop.X) * Channels, stride);
            Span<float> targetRow = target.Slice(y * stride, stride);
            for (int i = 0; i < row.Length; i++)
            {
                targetRow[i] = row[i];
            }
        }
    }

    private static void ResizeRow(ReadOnlySpan<byte> row, Span<float> target, LinearTaps taps)
    {
        for (int x = 0; x < taps.First.Length; x++)
        {
            float red = 0;
            float green = 0;
            float blue = 0;
            int source = taps.First[x] * Channels;
            foreach (float weight in taps.Weights(x))
            {
                red += weight * row[source];
                green += weight * row[source + 1];
                blue += weight * row[source + 2];
                source += Channels;
            }

            target[x * Channels] = red;
            target[x * Channels + 1] = green;
            target[x * Channels + 2] = blue;
        }
    }

    /// <summary>For every output position along one axis: the first input position it reads and the weights of the following ones.</summary>
    private sealed class LinearTaps(int[] first, int[] start, float[] weights)
    {
        public int[] First => first;

        public static LinearTaps Create(int inputs, int outputs)
        {
            double scale = (double)inputs / outputs;
            double reach = Math.Max(scale, 1);
            var first = new int[outputs];
            var start = new int[outputs + 1];
            var weights = new List<float>(outputs * ((int)Math.Ceiling(2 * reach) + 1));
            for (int i = 0; i < outputs; i++)
            {
                double centre = (i + 0.5) * scale - 0.5;
                first[i] = Math.Max(0, (int)Math.Floor(centre - reach) + 1);
                int last = Math.Min(inputs - 1, (int)Math.Ceiling(centre + reach) - 1);
                double sum = 0;
                for (int j = first[i]; j <= last; j++)
                {
                    sum += reach - Math.Abs(j - centre);
                }

                for (int j = first[i]; j <= last; j++)
                {
                    weights.Add((float)((reach - Math.Abs(j - centre)) / sum));
                }

                start[i + 1] = weights.Count;
            }

            return new LinearTaps(first, start, weights.ToArray());
        }

        public ReadOnlySpan<float> Weights(int output) => weights.AsSpan(start[output]..start[output + 1]);
    }
}
