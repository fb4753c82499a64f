namespace FimNet.MLNet.Datasets;

/// <summary>Something that does not belong to the surface lies on it: a fibre or a particle with its own colour, shading and shadow.</summary>
internal static class ForeignDefect
{
    private const int ShadowOffset = 2;
    private const float ShadowStrength = 0.4f;

    private static readonly Colour[] Colours =
        [new(206, 202, 190), new(40, 42, 48), new(134, 56, 46), new(58, 78, 122), new(196, 160, 62), new(84, 112, 70)];

    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        Colour colour = Contrasting(surface, random);
        return random.Chance(0.5f) ? DrawFibre(surface, colour, random) : DrawParticle(surface, colour, random);
    }

    private static bool[] DrawFibre(Surface surface, Colour colour, SurfaceRandom random)
    {
        int size = surface.Size;
        float halfWidth = size * random.Uniform(0.005f, 0.009f), reach = halfWidth + 1f;
        var curve = new Curve(size, size * random.Uniform(0.45f, 0.75f), 0.7f, reach, random);
        var shade = new LatticeNoise(random.NextUInt64());
        float[] body = new float[size * size], light = new float[size * size];
        for (int i = 0; i < body.Length; i++)
        {
            if (curve.Distance[i] <= reach)
            {
                float side = Math.Min(0.95f, curve.Distance[i] / halfWidth);
                body[i] = 1f - SurfaceMath.Smooth(halfWidth - 0.5f, halfWidth + 0.7f, curve.Distance[i]);
                light[i] = (0.55f + (0.55f * MathF.Sqrt(1f - (side * side)))) * (1f + (0.1f * shade.At(curve.Along[i] * 30f, 0f)));
            }
        }

        return Paste(surface, body, light, colour);
    }

    private static bool[] DrawParticle(Surface surface, Colour colour, SurfaceRandom random)
    {
        int size = surface.Size;
        var blob = new Blob(size, random.Uniform(0.01f, 0.022f), 0.28f, random);
        var facets = new LatticeNoise(random.NextUInt64());
        float[] body = new float[size * size], light = new float[size * size];
        for (int i = 0; i < body.Length; i++)
        {
            (int x, int y) = (i % size, i / size);
            float depth = blob.Depth(x, y);
            if (depth > -1f)
            {
                (float right, float down) = blob.Offset(x, y);
                body[i] = SurfaceMath.Smooth(-0.6f, 0.8f, depth);
                light[i] = Math.Clamp(0.92f - (0.26f * (right + (1.1f * down)) / blob.Radius), 0.4f, 1.3f)
                    + (0.16f * facets.At(x * 4f / blob.Radius, y * 4f / blob.Radius));
            }
        }

        return Paste(surface, body, light, colour);
    }

    private static bool[] Paste(Surface surface, float[] body, float[] light, Colour colour)
    {
        int size = surface.Size;
        float[] softened = PlaneFilter.Blur(body, size, 1.2f, 1.2f);
        var mask = new bool[body.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            (int x, int y) = (i % size, i / size);
            float shadow = ShadowStrength * softened[(Math.Max(0, y - ShadowOffset) * size) + Math.Max(0, x - ShadowOffset)];
            if (Math.Max(shadow, body[i]) > 0f)
            {
                surface[i] = surface[i].Times(1f - shadow).Towards(colour.Times(light[i]), body[i]);
                mask[i] = Math.Max(shadow, body[i]) > SurfaceDefect.Visible;
            }
        }

        return mask;
    }

    private static Colour Contrasting(Surface surface, SurfaceRandom random)
    {
        Colour mean = surface.Mean();
        Colour[] visible = [.. Colours.Where(colour => colour.Difference(mean) > 45f)];
        return visible[(int)(random.Uniform() * visible.Length)];
    }
}
