namespace FimNet.MLNet.Datasets;

/// <summary>Missing material: a dark area whose outline breaks along the structure, with a frayed rim and the shadow of its edge.</summary>
internal static class HoleDefect
{
    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        var blob = new Blob(size, random.Uniform(0.01f, 0.035f), 0.16f, random);
        (float mean, float deviation) = surface.Brightness();
        float ragged = Math.Min(0.3f * surface.Grain, 0.25f * blob.Radius);
        var depths = new float[size * size];
        for (int i = 0; i < depths.Length; i++)
        {
            // High places hold on longer than low ones.
            float hold = Math.Clamp((surface[i].Luma - mean) / deviation, -1.5f, 1.5f);
            depths[i] = blob.Depth(i % size, i / size) - (ragged * hold);
        }

        depths = PlaneFilter.Blur(depths, size, 0.7f, 0.7f);
        var ground = new LatticeNoise(random.NextUInt64());
        var mask = new bool[size * size];
        for (int i = 0; i < mask.Length; i++)
        {
            (int x, int y) = (i % size, i / size);
            float rim = 0.4f * SurfaceMath.Smooth(-2.5f, 0f, depths[i]), open = SurfaceMath.Smooth(-0.5f, 1.2f, depths[i]);
            if (rim <= 0f)
            {
                continue;
            }

            float shadow = 0.7f + (0.5f * SurfaceMath.Smooth(0f, 7f, depths[(Math.Max(0, y - 3) * size) + Math.Max(0, x - 3)]));
            Colour bottom = surface.Hollow.Times(shadow * (1f + (0.25f * ground.At(x * 0.12f, y * 0.12f))));
            surface[i] = surface[i].Times(1f - rim).Towards(bottom, open);
            mask[i] = Math.Max(rim, open) > SurfaceDefect.Visible;
        }

        return mask;
    }
}
