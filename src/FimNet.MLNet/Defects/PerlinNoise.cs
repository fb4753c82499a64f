using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects;

/// <summary>
/// Perlin's gradient noise in the plane (1985, with the quintic fade of 2002): smooth, about -1 to 1, zero at whole coordinates.
/// </summary>
internal readonly struct PerlinNoise(ulong seed)
{
    /// <summary>Scales the theoretical maximum of unit gradients, sqrt(1/2), to 1.</summary>
    private const float Amplitude = 1.41421356f;

    private static readonly (float X, float Y)[] Gradients = CreateGradients(64);

    public PerlinNoise(SeededRandom random)
        : this(random.NextUInt64())
    {
    }

    public float At(float x, float y)
    {
        float floorX = MathF.Floor(x);
        float floorY = MathF.Floor(y);
        int column = (int)floorX;
        int row = (int)floorY;
        float dx = x - floorX;
        float dy = y - floorY;
        float u = Fade(dx);
        float v = Fade(dy);
        float top = Lerp(Corner(column, row, dx, dy), Corner(column + 1, row, dx - 1, dy), u);
        float bottom = Lerp(Corner(column, row + 1, dx, dy - 1), Corner(column + 1, row + 1, dx - 1, dy - 1), u);
        return Amplitude * Lerp(top, bottom, v);
    }

    /// <summary>A sum of octaves, each of twice the frequency and <paramref name="gain"/> times the amplitude; a gain of 0.5 is 1/f noise.</summary>
    public float Fractal(float x, float y, int octaves, float gain = 0.5f)
    {
        float sum = 0;
        float amplitude = 1;
        for (int i = 0; i < octaves; i++)
        {
            // The offset keeps the zeros of the octaves from meeting.
            sum += amplitude * At(x + 17.37f * i, y - 9.71f * i);
            amplitude *= gain;
            x *= 2;
            y *= 2;
        }

        return sum;
    }

    private static (float X, float Y)[] CreateGradients(int count)
    {
        var gradients = new (float X, float Y)[count];
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / count);
            gradients[i] = ((float)cosine, (float)sine);
        }

        return gradients;
    }

    private static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static float Lerp(float a, float b, float t) => a + (b - a) * t;

    private float Corner(int column, int row, float dx, float dy)
    {
        ulong hash = (seed ^ ((ulong)(uint)column | ((ulong)(uint)row << 32))) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        (float x, float y) = Gradients[hash >> 58];
        return x * dx + y * dy;
    }
}
