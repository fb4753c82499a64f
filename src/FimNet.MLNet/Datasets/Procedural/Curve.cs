namespace FimNet.MLNet.Datasets;

/// <summary>A random, gently bent line, and how far pixels lie from it.</summary>
internal sealed class Curve
{
    private readonly int _size;

    /// <param name="size">Side of the image in pixels.</param>
    /// <param name="length">About its length in pixels.</param>
    /// <param name="bend">How far its middle is pushed aside, as a share of the length.</param>
    /// <param name="reach">Up to which distance pixels are wanted, in pixels.</param>
    /// <param name="random">Where and how it lies.</param>
    public Curve(int size, float length, float bend, float reach, SurfaceRandom random)
    {
        _size = size;
        Distance = new float[size * size];
        Along = new float[size * size];
        Array.Fill(Distance, float.PositiveInfinity);

        float turn = random.Uniform(), directionX = SurfaceMath.CosTurns(turn), directionY = SurfaceMath.SinTurns(turn);
        float middleX = Middle(directionX, length, random), middleY = Middle(directionY, length, random);
        float bendStart = bend * length * random.Uniform(-1f, 1f), bendEnd = bend * length * random.Uniform(-1f, 1f);
        int steps = (int)(2f * length) + 2;
        for (int step = 0; step <= steps; step++)
        {
            // A cubic of Bernstein form whose ends lie on the straight line and whose inner points are pushed aside.
            float t = (float)step / steps, rest = 1f - t;
            float aside = (3f * t * rest * rest * bendStart) + (3f * t * t * rest * bendEnd), ahead = (t - 0.5f) * length;
            Stamp(middleX + (ahead * directionX) - (aside * directionY), middleY + (ahead * directionY) + (aside * directionX), t, reach);
        }
    }

    /// <summary>Distance of each pixel from the line in pixels, infinite where it is beyond reach.</summary>
    public float[] Distance { get; }

    /// <summary>Where along the line the nearest point lies, from 0 to 1.</summary>
    public float[] Along { get; }

    private float Middle(float direction, float length, SurfaceRandom random)
    {
        float margin = Math.Min(0.48f * _size, (0.5f * length * MathF.Abs(direction)) + (0.04f * _size));
        return random.Uniform(margin, _size - margin);
    }

    private void Stamp(float x, float y, float along, float reach)
    {
        int left = Math.Max(0, (int)(x - reach)), right = Math.Min(_size - 1, (int)(x + reach + 1f));
        int top = Math.Max(0, (int)(y - reach)), bottom = Math.Min(_size - 1, (int)(y + reach + 1f));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float distance = MathF.Sqrt(((column - x) * (column - x)) + ((row - y) * (row - y)));
                int i = (row * _size) + column;
                if (distance <= reach && distance < Distance[i])
                {
                    Distance[i] = distance;
                    Along[i] = along;
                }
            }
        }
    }
}
