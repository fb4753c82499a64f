namespace FimNet.MLNet.Datasets;

/// <summary>A stochastic surface such as leather or stone: band-passed noise as a relief, lit from one side, dark in its creases.</summary>
internal static class GrainTexture
{
    private const float Element = 5f;

    private static readonly Colour Base = new(146, 104, 74);
    private static readonly Colour Crease = new(88, 58, 40);
    private static readonly Colour Ridge = new(170, 127, 94);

    public static Surface Render(int size, SurfaceRandom random)
    {
        var surface = new Surface(size, Element, new Colour(30, 22, 18));
        float stretch = random.Uniform(0.85f, 1.2f), shade = random.Uniform(0.93f, 1.07f);
        float[] coarse = Band(size, 2.1f * stretch, 2.1f / stretch, random), fine = Band(size, 0.9f, 0.9f, random);
        var clouds = new LatticeNoise(random.NextUInt64());
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                int i = (y * size) + x;
                float relief = Relief(coarse[i], fine[i]);
                int right = (y * size) + Math.Min(x, size - 2), below = (Math.Min(y, size - 2) * size) + x;
                float slopeX = Relief(coarse[right + 1], fine[right + 1]) - Relief(coarse[right], fine[right]);
                float slopeY = Relief(coarse[below + size], fine[below + size]) - Relief(coarse[below], fine[below]);
                Colour colour = relief < 0f ? Base.Towards(Crease, Math.Min(1f, -relief * 0.9f)) : Base.Towards(Ridge, Math.Min(1f, relief * 0.8f));
                float light = Math.Clamp(1f + (0.3f * slopeX) + (0.36f * slopeY), 0.5f, 1.5f);
                surface[i] = colour.Times(shade * (1f + (0.05f * clouds.At(x * 0.03f, y * 0.03f))) * light);
            }
        }

        return surface;
    }

    // Pebbles are flat and creases narrow: the relief saturates upwards.
    private static float Relief(float coarse, float fine)
    {
        float height = coarse + (0.3f * fine);
        return height > 0f ? height / (1f + (0.9f * height)) : height * 0.8f;
    }

    /// <summary>White noise between two blurs, scaled to variance 1.</summary>
    private static float[] Band(int size, float sigmaX, float sigmaY, SurfaceRandom random)
    {
        var white = new float[size * size];
        for (int i = 0; i < white.Length; i++)
        {
            white[i] = random.Bell();
        }

        float[] narrow = PlaneFilter.Blur(white, size, sigmaX, sigmaY), wide = PlaneFilter.Blur(narrow, size, 1.6f * sigmaX, 1.6f * sigmaY);
        double squares = 0;
        for (int i = 0; i < narrow.Length; i++)
        {
            narrow[i] -= wide[i];
            squares += narrow[i] * narrow[i];
        }

        float scale = (float)(1 / Math.Sqrt(squares / narrow.Length));
        for (int i = 0; i < narrow.Length; i++)
        {
            narrow[i] *= scale;
        }

        return narrow;
    }
}
