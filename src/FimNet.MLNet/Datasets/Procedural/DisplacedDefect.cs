namespace FimNet.MLNet.Datasets;

/// <summary>A structural fault: the pattern is pulled aside and stretched or squeezed locally, its colours unchanged.</summary>
internal static class DisplacedDefect
{
    private const float VisiblePixels = 0.05f;

    public static bool[] Draw(Surface surface, SurfaceRandom random)
    {
        int size = surface.Size;
        var blob = new Blob(size, random.Uniform(0.03f, 0.06f), 0f, random);
        float turn = random.Uniform(), shift = Math.Min(Math.Max(0.8f * surface.Grain, 9f), 0.27f * blob.Radius);
        float shiftX = shift * SurfaceMath.CosTurns(turn), shiftY = shift * SurfaceMath.SinTurns(turn);
        float squeeze = random.Chance(0.5f) ? random.Uniform(-0.36f, -0.24f) : random.Uniform(0.24f, 0.36f);
        float[][] before = [.. surface.Planes.Select(plane => (float[])plane.Clone())];
        var mask = new bool[size * size];
        for (int i = 0; i < mask.Length; i++)
        {
            (int x, int y) = (i % size, i / size);
            (float placeX, float placeY) = blob.Place(x, y);
            float square = (placeX * placeX) + (placeY * placeY);
            if (square >= 1f)
            {
                continue;
            }

            float strength = (1f - (square * square)) * (1f - square);
            (float right, float down) = blob.Offset(x, y);
            float moveX = strength * (shiftX + (squeeze * right)), moveY = strength * (shiftY + (squeeze * down));
            for (int channel = 0; channel < 3; channel++)
            {
                surface.Planes[channel][i] = PlaneFilter.Sample(before[channel], size, x + moveX, y + moveY);
            }

            mask[i] = strength * shift > VisiblePixels;
        }

        return mask;
    }
}
