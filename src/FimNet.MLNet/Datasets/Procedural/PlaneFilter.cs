namespace FimNet.MLNet.Datasets;

/// <summary>Smoothing and resampling of square planes of values; pixels beyond the border repeat it.</summary>
internal static class PlaneFilter
{
    /// <summary>Blurs with a bell-shaped kernel of the given standard deviations; 0 leaves that direction as it is.</summary>
    public static float[] Blur(float[] plane, int size, float sigmaX, float sigmaY)
    {
        float[] result = sigmaX > 0f ? BlurRows(plane, size, Kernel(sigmaX)) : plane;
        return sigmaY > 0f ? BlurColumns(result, size, Kernel(sigmaY)) : result;
    }

    /// <summary>The value between pixels by Catmull-Rom interpolation, which keeps a texture sharp.</summary>
    public static float Sample(float[] plane, int size, float x, float y)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        Span<float> weightsX = stackalloc float[4], weightsY = stackalloc float[4];
        CatmullRom(x - left, weightsX);
        CatmullRom(y - top, weightsY);
        float sum = 0f;
        for (int j = 0; j < 4; j++)
        {
            int row = Math.Clamp((int)top - 1 + j, 0, size - 1) * size;
            for (int i = 0; i < 4; i++)
            {
                sum += weightsY[j] * weightsX[i] * plane[row + Math.Clamp((int)left - 1 + i, 0, size - 1)];
            }
        }

        return sum;
    }

    // (1 - x^2 / r^2)^3 has the standard deviation r / 3, is close to a Gaussian and needs no exponential.
    private static float[] Kernel(float sigma)
    {
        float reach = 3f * sigma;
        int radius = (int)reach;
        var kernel = new float[(2 * radius) + 1];
        float sum = 0f;
        for (int i = 0; i < kernel.Length; i++)
        {
            float position = (i - radius) / reach;
            float weight = 1f - (position * position);
            kernel[i] = weight * weight * weight;
            sum += kernel[i];
        }

        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] /= sum;
        }

        return kernel;
    }

    private static float[] BlurRows(float[] plane, int size, float[] kernel)
    {
        int radius = kernel.Length / 2;
        var result = new float[plane.Length];
        var padded = new float[size + (2 * radius)];
        for (int y = 0; y < size; y++)
        {
            Span<float> row = plane.AsSpan(y * size, size);
            padded.AsSpan(0, radius).Fill(row[0]);
            row.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(radius + size).Fill(row[^1]);
            Span<float> target = result.AsSpan(y * size, size);
            for (int k = 0; k < kernel.Length; k++)
            {
                AddScaled(target, padded.AsSpan(k, size), kernel[k]);
            }
        }

        return result;
    }

    private static float[] BlurColumns(float[] plane, int size, float[] kernel)
    {
        int radius = kernel.Length / 2;
        var result = new float[plane.Length];
        for (int y = 0; y < size; y++)
        {
            Span<float> target = result.AsSpan(y * size, size);
            for (int k = 0; k < kernel.Length; k++)
            {
                AddScaled(target, plane.AsSpan(Math.Clamp(y + k - radius, 0, size - 1) * size, size), kernel[k]);
            }
        }

        return result;
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    private static void CatmullRom(float t, Span<float> weights)
    {
        float t2 = t * t, t3 = t2 * t;
        weights[0] = 0.5f * (-t3 + (2f * t2) - t);
        weights[1] = 0.5f * ((3f * t3) - (5f * t2) + 2f);
        weights[2] = 0.5f * ((-3f * t3) + (4f * t2) + t);
        weights[3] = 0.5f * (t3 - t2);
    }
}
