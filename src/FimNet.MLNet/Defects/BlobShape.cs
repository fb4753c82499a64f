using System.Buffers;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects;

/// <summary>
/// A ragged blob inside a rectangle: the height profile of an ellipse that touches the rectangle's sides, upright or slanting, times
/// fractal Perlin noise, cut at a level. The profile is zero at the edge, so the blob is never cut straight; deep noise leaves holes and islands.
/// </summary>
internal static class BlobShape
{
    private const int Octaves = 3;

    /// <summary>Below sqrt(3/4), so that even in a rectangle two pixels wide a pixel's centre lies inside the ellipse.</summary>
    private const float MaxSlant = 0.85f;

    /// <summary>Draws a blob: sets each of the height x width flags, at least one of them true.</summary>
    public static void Fill(Span<bool> shape, int width, int height, SeededRandom random)
    {
        var noise = new PerlinNoise(random);
        double cell = Math.Sqrt((double)width * height) / random.Uniform(1.5, 6);
        float step = (float)(1 / Math.Max(cell, 1));
        float roughness = random.Uniform(0.6f, 1.8f);
        float slant = random.Uniform(-MaxSlant, MaxSlant);
        float level = random.Uniform(0.2f, 0.5f);

        float[] field = ArrayPool<float>.Shared.Rent(shape.Length);
        try
        {
            float highest = 0;
            for (int y = 0, i = 0; y < height; y++)
            {
                float v = (2 * y + 1f) / height - 1;
                for (int x = 0; x < width; x++, i++)
                {
                    float u = (2 * x + 1f) / width - 1;
                    float profile = 1 - (u * u - 2 * slant * u * v + v * v) / (1 - slant * slant);
                    field[i] = profile <= 0
                        ? 0
                        : profile * MathF.Max(0.05f, 1 + roughness * noise.Fractal((x + 0.5f) * step, (y + 0.5f) * step, Octaves));
                    highest = MathF.Max(highest, field[i]);
                }
            }

            level = MathF.Min(level, 0.5f * highest);
            for (int i = 0; i < shape.Length; i++)
            {
                shape[i] = field[i] > level;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(field);
        }
    }
}
