namespace FimNet.MLNet.Datasets;

/// <summary>A thin, slightly bent line, brighter or darker than the surface, whose strength varies and fades at the ends.</summary>
internal static class ScratchDefect
{
    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        float halfWidth = random.Uniform(0.9f, 1.7f);
        var curve = new Curve(size, size * random.Uniform(0.3f, 0.65f), 0.25f, halfWidth + 1.5f, random);
        (float mean, float deviation) = surface.Brightness();
        bool bright = mean < 90f || (mean < 190f && random.Chance(0.55f));
        float level = bright ? Math.Min(235f, mean + Math.Max(70f, 1.6f * deviation)) : Math.Max(12f, mean - Math.Max(75f, 1.8f * deviation));
        var colour = new Colour(level, level, level * 0.97f);
        var noise = new LatticeNoise(random.NextUInt64());
        var mask = new bool[size * size];
        for (int i = 0; i < mask.Length; i++)
        {
            if (float.IsPositiveInfinity(curve.Distance[i]))
            {
                continue;
            }

            float along = curve.Along[i], ends = SurfaceMath.Smooth(0f, 0.1f, Math.Min(along, 1f - along));
            float strength = 0.85f * SurfaceMath.Smooth(-0.9f, 0.1f, noise.At(along * 14f, 0f)) * ends;
            float width = halfWidth * (0.7f + (0.3f * noise.At(along * 9f, 50f))) * (0.4f + (0.6f * ends));
            float share = strength * (1f - SurfaceMath.Smooth(width - 0.6f, width + 0.8f, curve.Distance[i]));
            if (share > 0f)
            {
                surface[i] = surface[i].Towards(colour, share);
                mask[i] = share > SurfaceDefect.Visible;
            }
        }

        return mask;
    }
}
