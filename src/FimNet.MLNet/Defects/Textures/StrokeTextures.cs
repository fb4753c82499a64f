using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>Textures made of many thin strokes: fur and grass along a flow, and fibres lying crosswise.</summary>
internal static class StrokeTextures
{
    public static void Fur(TextureCanvas canvas, SeededRandom random)
    {
        var flow = new PerlinNoise(random);
        float direction = random.Uniform(0f, MathF.Tau);
        float curl = random.Uniform(0.2f, 2.5f);
        float step = (float)(1 / random.LogUniform(60, 300));
        Draw(canvas, random, (x, y) => direction + curl * flow.Fractal(x * step, y * step, 2), bend: 0);
    }

    public static void Fibres(TextureCanvas canvas, SeededRandom random)
    {
        float direction = random.Uniform(0f, MathF.PI);
        float scatter = random.Uniform(0.1f, MathF.PI);
        Draw(canvas, random, (_, _) => direction + scatter * random.Uniform(-1f, 1f), bend: random.Uniform(0f, 0.06f));
    }

    private static void Draw(TextureCanvas canvas, SeededRandom random, Func<float, float, float> angleAt, float bend)
    {
        var palette = new Palette(random);
        Vector3 ground = palette.Any(random) * 0.5f;
        canvas.Paint((_, _) => ground);
        float length = (float)random.LogUniform(12, 90);
        float width = (float)random.LogUniform(0.7, 4);
        int count = (int)(3 * canvas.Size * canvas.Size / (length * width));
        for (int i = 0; i < count; i++)
        {
            float x = random.Uniform(-0.1f, 1.1f) * canvas.Size;
            float y = random.Uniform(-0.1f, 1.1f) * canvas.Size;
            Stroke(canvas, x, y, angleAt(x, y), random.Uniform(-bend, bend), length * random.Uniform(0.5f, 1.3f), width, palette.Any(random));
        }
    }

    /// <summary>A line that tapers to its end and bends by a constant angle a pixel.</summary>
    private static void Stroke(TextureCanvas canvas, float x, float y, float angle, float bend, float length, float width, Vector3 colour)
    {
        for (float along = 0; along < length; along++)
        {
            float radius = 0.5f + 0.5f * width * (1 - along / length);
            Dab(canvas, x, y, radius, colour * (0.7f + 0.5f * along / length));
            (float sine, float cosine) = MathF.SinCos(angle);
            x += cosine;
            y += sine;
            angle += bend;
        }
    }

    private static void Dab(TextureCanvas canvas, float centreX, float centreY, float radius, Vector3 colour)
    {
        int right = Math.Min(canvas.Size - 1, (int)(centreX + radius));
        int bottom = Math.Min(canvas.Size - 1, (int)(centreY + radius));
        for (int y = Math.Max(0, (int)(centreY - radius)); y <= bottom; y++)
        {
            for (int x = Math.Max(0, (int)(centreX - radius)); x <= right; x++)
            {
                float cover = Math.Clamp(radius + 0.5f - MathF.Sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)), 0, 1);
                ref Vector3 pixel = ref canvas[x, y];
                pixel = Vector3.Lerp(pixel, colour, cover);
            }
        }
    }
}
