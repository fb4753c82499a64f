using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>Textures made of the cells of scattered points: stones with joints, scales and pebbles, and granite.</summary>
internal static class CellTextures
{
    public static void Stones(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var grain = new PerlinNoise(random);
        var warp = new PerlinNoise(random);
        ulong seed = random.NextUInt64();
        float cell = (float)random.LogUniform(12, 90);
        float joint = random.Uniform(0.02f, 0.15f);
        float raggedness = random.Uniform(0f, 0.5f);
        Vector3 jointColour = palette.Any(random) * random.Uniform(0.2f, 0.9f);
        canvas.Paint((x, y) =>
        {
            float u = x / cell;
            float v = y / cell;
            CellPoint point = CellPoint.At(u + raggedness * warp.Fractal(u * 2, v * 2, 3), v + raggedness * warp.Fractal(v * 2 + 50, u * 2, 3), seed);
            float depth = point.Second - point.First;
            Vector3 stone = palette.At(point.Share + 0.25f * grain.Fractal(x / 12, y / 12, 4)) * (0.75f + 0.35f * MathF.Min(1, depth * 2));
            return Vector3.Lerp(jointColour, stone, Math.Clamp((depth - joint) * 12, 0, 1));
        });
    }

    /// <summary>Rounded cells lit from one side.</summary>
    public static void Pebbles(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        ulong seed = random.NextUInt64();
        float cell = (float)random.LogUniform(8, 60);
        float stretch = random.Uniform(0.5f, 2f);
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.Tau));
        float gloss = random.Uniform(0f, 0.7f);
        canvas.Paint((x, y) =>
        {
            CellPoint point = CellPoint.At(x / cell, y / (cell * stretch), seed);
            float height = MathF.Max(0, 1 - 1.6f * point.First * point.First);
            float light = 0.55f + 0.8f * (cosine * point.OffsetX + sine * point.OffsetY);
            float highlight = gloss * MathF.Pow(Math.Clamp(light, 0, 1), 8);
            return palette.At(point.Share) * (light * (0.3f + 0.7f * height)) + new Vector3(highlight * height);
        });
    }

    /// <summary>Grains of several sizes on top of each other.</summary>
    public static void Granite(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        float coarse = (float)random.LogUniform(5, 30);
        float density = random.Uniform(0.2f, 0.6f);
        Vector3 ground = palette.Any(random);
        canvas.Paint((_, _) => ground);
        for (float cell = coarse; cell >= 1.5f; cell *= 0.6f)
        {
            ulong seed = random.NextUInt64();
            float size = cell;
            canvas.Adjust((x, y, below) =>
            {
                CellPoint point = CellPoint.At(x / size, y / size, seed);
                return point.Share < density ? Vector3.Lerp(below, palette.At(point.Share / density), 0.8f) : below;
            });
        }
    }

    /// <summary>
    /// The nearest of the points scattered one a unit square: the distances to it and to the second nearest, the vector to it, and a number
    /// of 0 to 1 of its own.
    /// </summary>
    private readonly record struct CellPoint(float First, float Second, float OffsetX, float OffsetY, float Share)
    {
        public static CellPoint At(float x, float y, ulong seed)
        {
            int column = (int)MathF.Floor(x);
            int row = (int)MathF.Floor(y);
            float first = float.MaxValue;
            float second = float.MaxValue;
            float offsetX = 0;
            float offsetY = 0;
            ulong nearest = 0;
            for (int j = row - 1; j <= row + 1; j++)
            {
                for (int i = column - 1; i <= column + 1; i++)
                {
                    ulong hash = SeededRandom.Mix(seed ^ ((ulong)(uint)i | ((ulong)(uint)j << 32)));
                    float dx = x - i - (hash & 0xFFFF) / 65536f;
                    float dy = y - j - ((hash >> 16) & 0xFFFF) / 65536f;
                    float distance = dx * dx + dy * dy;
                    if (distance < first)
                    {
                        (first, second, offsetX, offsetY, nearest) = (distance, first, dx, dy, hash);
                    }
                    else
                    {
                        second = MathF.Min(second, distance);
                    }
                }
            }

            return new CellPoint(MathF.Sqrt(first), MathF.Sqrt(second), offsetX, offsetY, (nearest >> 40) / (float)(1 << 24));
        }
    }
}
