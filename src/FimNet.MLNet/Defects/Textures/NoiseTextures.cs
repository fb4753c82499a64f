using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>Textures made of fractal noise: clouds, warped clouds, marble, wood and ridges.</summary>
internal static class NoiseTextures
{
    public static void Clouds(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var brightness = new PerlinNoise(random);
        var tint = new PerlinNoise(random);
        float step = Frequency(random, 24, 200);
        float gain = random.Uniform(0.5f, 0.8f);
        Vector3 tone = palette.Any(random) - palette.Any(random);
        canvas.Paint((x, y) => palette.At(0.5f + 0.5f * brightness.Fractal(x * step, y * step, 7, gain))
            + tone * (0.4f * tint.Fractal(x * step, y * step, 5, gain)));
    }

    public static void WarpedClouds(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var first = new PerlinNoise(random);
        var second = new PerlinNoise(random);
        float step = Frequency(random, 32, 160);
        float warp = random.Uniform(0.8f, 3f);
        canvas.Paint((x, y) =>
        {
            float u = x * step;
            float v = y * step;
            float offsetX = warp * first.Fractal(u, v, 4);
            float offsetY = warp * second.Fractal(u, v, 4);
            return palette.At(0.5f + 0.7f * first.Fractal(u + offsetX, v + offsetY, 5));
        });
    }

    public static void Marble(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.PI));
        float step = Frequency(random, 40, 200);
        float wave = MathF.Tau * Frequency(random, 12, 100);
        float turbulence = random.Uniform(2f, 8f);
        float sharpness = random.Uniform(0.3f, 2f);
        canvas.Paint((x, y) =>
        {
            float phase = wave * (x * cosine + y * sine) + turbulence * noise.Fractal(x * step, y * step, 6);
            return palette.At(MathF.Pow(0.5f + 0.5f * MathF.Sin(phase), sharpness));
        });
    }

    public static void Wood(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        (float sine, float cosine) = MathF.SinCos(random.Uniform(0f, MathF.PI));
        float centreX = random.Uniform(-1f, 2f) * canvas.Size;
        float centreY = random.Uniform(-1f, 2f) * canvas.Size;
        float rings = Frequency(random, 6, 40);
        float stretch = random.Uniform(0.05f, 0.6f);
        float wobble = random.Uniform(0.2f, 1.5f);
        canvas.Paint((x, y) =>
        {
            float along = ((x - centreX) * cosine + (y - centreY) * sine) * stretch;
            float across = (y - centreY) * cosine - (x - centreX) * sine;
            float radius = MathF.Sqrt(along * along + across * across) * rings + wobble * noise.Fractal(along * 0.02f, across * 0.02f, 3);
            float ring = radius - MathF.Floor(radius);
            float fibre = noise.Fractal(along * 0.06f / stretch, across * 0.6f, 3);
            return palette.At(0.75f * ring * ring + 0.25f * fibre + 0.1f) * (0.9f + 0.2f * fibre);
        });
    }

    /// <summary>Sharp crests where the noise crosses zero: cracks, veins, creases.</summary>
    public static void Ridges(TextureCanvas canvas, SeededRandom random)
    {
        var palette = new Palette(random);
        var noise = new PerlinNoise(random);
        float step = Frequency(random, 16, 128);
        float sharpness = random.Uniform(1f, 6f);
        canvas.Paint((x, y) =>
        {
            float sum = 0;
            float amplitude = 0.5f;
            float scale = step;
            for (int octave = 0; octave < 5; octave++)
            {
                float crest = 1 - MathF.Abs(noise.At(x * scale + 31 * octave, y * scale - 13 * octave));
                sum += amplitude * MathF.Pow(crest, sharpness);
                amplitude *= 0.55f;
                scale *= 2.1f;
            }

            return palette.At(sum);
        });
    }

    private static float Frequency(SeededRandom random, double shortest, double longest) => (float)(1 / random.LogUniform(shortest, longest));
}
