namespace FimNet.MLNet.Datasets;

/// <summary>A liquid that dried in: the texture stays visible under a thin, cloudy, soft-edged film whose rim is slightly stronger.</summary>
internal static class StainDefect
{
    private const float FilmCover = 0.2f;

    private static readonly Colour Film = new(170, 170, 170);

    // Oil, rust, ink, bleach: what each channel is multiplied by where the stain is strongest.
    private static readonly Colour[] Tints = [new(0.6f, 0.58f, 0.55f), new(0.86f, 0.64f, 0.46f), new(0.58f, 0.66f, 0.84f), new(1.3f, 1.28f, 1.26f)];

    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        var blob = new Blob(size, random.Uniform(0.015f, 0.055f), 0.22f, random);
        Colour tint = Tints[(int)(random.Uniform() * Tints.Length)];
        float soft = blob.Radius * random.Uniform(0.25f, 0.4f);
        var clouds = new LatticeNoise(random.NextUInt64());
        var mask = new bool[size * size];
        for (int i = 0; i < mask.Length; i++)
        {
            (int x, int y) = (i % size, i / size);
            float depth = blob.Depth(x, y);
            if (depth <= 0f)
            {
                continue;
            }

            float edge = SurfaceMath.Smooth(0f, soft, depth), rim = edge * (1f - SurfaceMath.Smooth(soft, 2f * soft, depth));
            float share = edge * (0.75f + (0.15f * clouds.At(x * 3f / blob.Radius, y * 3f / blob.Radius)) + (0.2f * rim));
            surface[i] = surface[i].Towards(surface[i].Towards(Film, FilmCover).Times(tint), share);
            mask[i] = share > SurfaceDefect.Visible;
        }

        return mask;
    }
}
