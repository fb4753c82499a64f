using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>Textures with long edges: uneven stripes, woven cloth, brickwork, and landscapes of gradients.</summary>
internal static class PatternTextures
{
    public static void Stripes(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        ulong seed = random.NextUInt64();
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.PI));
        float period = (float)random.LogUniform(3, 50);
        float wobble = random.Uniform(0f, 2f);
        float grain = random.Uniform(0f, 0.3f);
        canvas.Paint((x, y) =>
        {
            float position = (x * cosine + y * sine) / period + wobble * noise.Fractal(x / 90, y / 90, 3);
            float stripe = MathF.Floor(position);
            float across = position - stripe;
            float profile = 0.7f + 1.2f * across * (1 - across);
            return palette.At(Share(seed, (int)stripe, 0)) * (profile + grain * noise.Fractal(x / 8, y / 8, 3));
        });
    }

    public static void Cloth(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        ulong seed = random.NextUInt64();
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.PI / 2));
        float thread = (float)random.LogUniform(3, 24);
        int twill = random.NextInt(1, 3);
        int repeat = random.NextInt(1, 12);
        canvas.Paint((x, y) =>
        {
            float warp = 0.6f * noise.Fractal(x / 120, y / 120, 3);
            float u = (x * cosine + y * sine) / thread + warp;
            float v = (y * cosine - x * sine) / thread + warp;
            int column = (int)MathF.Floor(u);
            int row = (int)MathF.Floor(v);
            bool over = (((column + twill * row) % 4) + 4) % 4 < 2;
            float across = over ? u - column : v - row;
            float along = over ? v - row : u - column;
            Vector3 colour = over ? palette.At(Share(seed, column / repeat, 1)) : palette.At(Share(seed, row / repeat, 2));
            float round = 0.45f + 2.2f * across * (1 - across);
            return colour * (round * (0.8f + 0.8f * along * (1 - along)) + 0.15f * noise.Fractal(u * 2, v * 2, 2));
        });
    }

    public static void Bricks(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        ulong seed = random.NextUInt64();
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.PI));
        float height = (float)random.LogUniform(8, 60);
        float width = height * random.Uniform(1f, 3.5f);
        float joint = random.Uniform(0.03f, 0.12f) * height;
        float roughness = random.Uniform(0.1f, 0.6f);
        Vector3 mortar = palette.Any(random);
        canvas.Paint((x, y) =>
        {
            float rough = noise.Fractal(x / 15, y / 15, 5);
            float along = x * cosine + y * sine + 2 * rough;
            float across = y * cosine - x * sine + 2 * rough;
            int row = (int)MathF.Floor(across / height);
            along += (row & 1) * width / 2;
            int column = (int)MathF.Floor(along / width);
            float edge = MathF.Min(
                MathF.Min(along - column * width, (column + 1) * width - along),
                MathF.Min(across - row * height, (row + 1) * height - across));
            Vector3 brick = palette.At(Share(seed, column, row)) * (0.9f + roughness * rough);
            return Vector3.Lerp(mortar * (0.7f + 0.3f * rough), brick, Math.Clamp(edge - joint, 0, 1));
        });
    }

    /// <summary>Overlapping regions with ragged or straight outlines, each a gradient with its own grain: hills, water, walls.</summary>
    public static void Landscape(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        Vector3 top = palette.Any(random);
        Vector3 bottom = palette.Any(random);
        canvas.Paint((_, y) => Vector3.Lerp(top, bottom, y / canvas.Size));
        int regions = random.NextInt(3, 7);
        for (int i = 0; i < regions; i++)
        {
            var outline = new PerlinNoise(random);
            (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.Tau));
            float offset = random.Uniform(-0.6f, 0.3f) * canvas.Size;
            float raggedness = random.Chance(0.4) ? 0 : random.Uniform(10f, 120f);
            float softness = (float)random.LogUniform(1, 40);
            float grain = random.Uniform(0f, 0.5f);
            float grainSize = (float)random.LogUniform(2, 30);
            Vector3 near = palette.Any(random);
            Vector3 far = palette.Any(random);
            canvas.Adjust((x, y, below) =>
            {
                float depth = (x - canvas.Size / 2f) * cosine + (y - canvas.Size / 2f) * sine + offset + raggedness * outline.Fractal(x / 120, y / 120, 5);
                if (depth <= 0)
                {
                    return below;
                }

                Vector3 colour = Vector3.Lerp(near, far, depth / canvas.Size) * (1 + grain * outline.Fractal(x / grainSize, y / grainSize, 3));
                return Vector3.Lerp(below, colour, MathF.Min(1, depth / softness));
            });
        }
    }

    /// <summary>A number of 0 to 1 that belongs to a place of a pattern.</summary>
    private static float Share(ulong seed, int column, int row) =>
        (SeededRandom.Mix(seed ^ ((ulong)(uint)column | ((ulong)(uint)row << 32))) >> 40) / (float)(1 << 24);
}
