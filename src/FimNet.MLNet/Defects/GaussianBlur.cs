using System.Buffers;

namespace FimNet.MLNet.Defects;

/// <summary>A Gaussian of a given standard deviation over interleaved RGB, cut off at three deviations; edges repeat their last pixel.</summary>
internal static class GaussianBlur
{
    private const int Channels = 3;

    public static void Apply(Span<float> pixels, int width, int height, double sigma)
    {
        if (sigma <= 0)
        {
            return;
        }

        float[] kernel = Kernel(sigma);
        float[] scratch = ArrayPool<float>.Shared.Rent(pixels.Length + (width + kernel.Length) * Channels);
        try
        {
            Span<float> blurred = scratch.AsSpan(0, pixels.Length);
            BlurRows(pixels, blurred, scratch.AsSpan(pixels.Length), width, height, kernel);
            BlurColumns(blurred, pixels, width * Channels, height, kernel);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scratch);
        }
    }

    private static float[] Kernel(double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        var weights = new double[2 * radius + 1];
        for (int i = 0; i < weights.Length; i++)
        {
            double distance = (i - radius) / sigma;
            weights[i] = Math.Exp(-0.5 * distance * distance);
        }

        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    private static void BlurRows(ReadOnlySpan<float> source, Span<float> target, Span<float> padded, int width, int height, float[] kernel)
    {
        int radius = kernel.Length / 2;
        int stride = width * Channels;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> row = source.Slice(y * stride, stride);
            row.CopyTo(padded[(radius * Channels)..]);
            for (int x = 0; x < radius; x++)
            {
                row[..Channels].CopyTo(padded[(x * Channels)..]);
                row[^Channels..].CopyTo(padded[((radius + width + x) * Channels)..]);
            }

            Span<float> sum = target.Slice(y * stride, stride);
            sum.Clear();
            for (int tap = 0; tap < kernel.Length; tap++)
            {
                FloatRows.AddScaled(sum, padded.Slice(tap * Channels, stride), kernel[tap]);
            }
        }
    }

    private static void BlurColumns(ReadOnlySpan<float> source, Span<float> target, int stride, int height, float[] kernel)
    {
        int radius = kernel.Length / 2;
        for (int y = 0; y < height; y++)
        {
            Span<float> sum = target.Slice(y * stride, stride);
            sum.Clear();
            for (int tap = 0; tap < kernel.Length; tap++)
            {
                int row = Math.Clamp(y + tap - radius, 0, height - 1);
                FloatRows.AddScaled(sum, source.Slice(row * stride, stride), kernel[tap]);
            }
        }
    }
}
