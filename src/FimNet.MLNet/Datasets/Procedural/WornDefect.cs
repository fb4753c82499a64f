namespace FimNet.MLNet.Datasets;

/// <summary>Worn away: the texture is smoothed locally while the mean colour stays, with a soft outline. Only the structure tells it from good surface.</summary>
internal static class WornDefect
{
    private const float SoftPixels = 4f;

    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        var blob = new Blob(size, random.Uniform(0.02f, 0.06f), 0.2f, random);
        float sigma = Math.Max(2.5f, surface.Grain * random.Uniform(0.28f, 0.4f)), wear = random.Uniform(0.8f, 1f);
        var shares = new float[size * size];
        var mask = new bool[size * size];
        for (int i = 0; i < mask.Length; i++)
        {
            float share = SurfaceMath.Smooth(-SoftPixels, SoftPixels, blob.Depth(i % size, i / size));
            shares[i] = wear * share;
            mask[i] = share > 0.5f;
        }

        foreach (float[] plane in surface.Planes)
        {
            float[] smooth = PlaneFilter.Blur(plane, size, sigma, sigma);
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = SurfaceMath.Lerp(plane[i], smooth[i], shares[i]);
            }
        }

        return mask;
    }
}
