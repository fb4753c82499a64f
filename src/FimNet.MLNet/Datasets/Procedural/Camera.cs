namespace FimNet.MLNet.Datasets;

/// <summary>Uneven lighting, the light falling off towards the corners, and sensor noise: what turns a surface into a picture.</summary>
internal static class Camera
{
    private const float NoiseLevels = 1.8f;

    public static RgbImage Photograph(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        float gradientX = random.Uniform(-0.12f, 0.12f), gradientY = random.Uniform(-0.12f, 0.12f), falloff = random.Uniform(0f, 0.16f);
        var pixels = new byte[3 * size * size];
        for (int y = 0; y < size; y++)
        {
            float v = ((y + 0.5f) / size) - 0.5f;
            for (int x = 0; x < size; x++)
            {
                float u = ((x + 0.5f) / size) - 0.5f;
                float light = 1f + (gradientX * u) + (gradientY * v) - (falloff * ((u * u) + (v * v)));
                float brightness = NoiseLevels * random.Bell();
                int i = (y * size) + x;
                for (int channel = 0; channel < 3; channel++)
                {
                    float level = (surface.Planes[channel][i] * light) + brightness + (0.5f * NoiseLevels * random.Bell());
                    pixels[(3 * i) + channel] = (byte)(Math.Clamp(level, 0f, 255f) + 0.5f);
                }
            }
        }

        return new RgbImage(size, size, pixels);
    }
}
