using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>
/// The dead leaves model (Matheron; Lee, Mumford and Huang, 2001): opaque shapes of power-law sizes covering each other, whose edges and
/// spectrum are those of natural images. The shapes are veined leaves or plain ellipses and slabs.
/// </summary>
internal static class LeafTextures
{
    public static void Leaves(TextureCanvas canvas, SeededRandom random) => Cover(canvas, random, pointed: true);

    public static void Slabs(TextureCanvas canvas, SeededRandom random) => Cover(canvas, random, pointed: false);

    private static void Cover(TextureCanvas canvas, SeededRandom random, bool pointed)
    {
        var palette = new Palette(random);
        var grain = new PerlinNoise(random);
        float smallest = (float)random.LogUniform(3, 16);
        float largest = (float)random.LogUniform(40, 160);
        float slenderness = random.Uniform(0.25f, 0.9f);
        float texture = random.Uniform(0.1f, 0.6f);
        canvas.Paint((x, y) => palette.At(0.5f + 0.5f * grain.Fractal(x / 60, y / 60, 5)) * 0.6f);

        // Shapes are drawn until they would cover the canvas this many times.
        float area = 4f * canvas.Size * canvas.Size;
        while (area > 0)
        {
            // Radii with a density of r^-3: the inverse of its distribution function.
            float share = random.Uniform(0f, 1f);
            float radius = 1 / MathF.Sqrt(share / (smallest * smallest) + (1 - share) / (largest * largest));
            float aspect = Math.Clamp(slenderness * random.Uniform(0.7f, 1.4f), 0.15f, 1);
            area -= MathF.PI * radius * radius * aspect;
            var shape = new Shape(
                random.Uniform(0f, canvas.Size),
                random.Uniform(0f, canvas.Size),
                random.Uniform(0f, MathF.Tau),
                radius,
                aspect,
                pointed ? 1 : random.Chance(0.5) ? 2 : 8);
            Vector3 colour = palette.Any(random);
            float shade = random.Uniform(-0.4f, 0.4f);
            float vein = pointed ? random.Uniform(0f, 0.35f) : 0;
            Draw(canvas, shape, (u, v, x, y) =>
            {
                float ribs = MathF.Abs(MathF.Sin(14 * (u - MathF.Abs(v)))) < 0.15f || MathF.Abs(v) < 0.05f ? vein : 0;
                return colour * (1 + shade * (u + v) + texture * grain.Fractal(x / 10 + u, y / 10 + v, 3) + ribs);
            });
        }
    }

    private static void Draw(TextureCanvas canvas, Shape shape, Func<float, float, float, float, Vector3> colourAt)
    {
        (float sine, float cosine) = MathF.SinCos(shape.Angle);
        int reach = (int)(shape.Radius * 1.5f) + 1;
        int bottom = Math.Min(canvas.Size - 1, (int)shape.Y + reach);
        int right = Math.Min(canvas.Size - 1, (int)shape.X + reach);
        for (int y = Math.Max(0, (int)shape.Y - reach); y <= bottom; y++)
        {
            for (int x = Math.Max(0, (int)shape.X - reach); x <= right; x++)
            {
                float u = ((x - shape.X) * cosine + (y - shape.Y) * sine) / shape.Radius;
                float v = ((y - shape.Y) * cosine - (x - shape.X) * sine) / (shape.Radius * shape.Aspect);
                float inside = shape.Inside(u, v);
                if (inside > 0)
                {
                    ref Vector3 pixel = ref canvas[x, y];
                    pixel = Vector3.Lerp(pixel, colourAt(u, v, x, y) * (0.75f + 0.25f * MathF.Min(1, 3 * inside)), MathF.Min(1, inside * shape.Radius));
                }
            }
        }
    }

    /// <param name="X">Centre.</param>
    /// <param name="Y">Centre, downwards.</param>
    /// <param name="Angle">Of the long axis.</param>
    /// <param name="Radius">Half the long axis.</param>
    /// <param name="Aspect">Short over long axis.</param>
    /// <param name="Power">2 is an ellipse, 8 nearly a rectangle, 1 a leaf: two arcs that meet in points.</param>
    private readonly record struct Shape(float X, float Y, float Angle, float Radius, float Aspect, int Power)
    {
        /// <summary>Positive inside, for a point in units of the axes.</summary>
        public float Inside(float u, float v)
        {
            float x = u * u;
            float y = v * v;
            return Power switch
            {
                1 => 1 - x - MathF.Abs(v),
                2 => 1 - x - y,
                _ => 1 - x * x * x * x - y * y * y * y,
            };
        }
    }
}
