using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Datasets;

/// <summary>Smooth noise between -1 and 1 over the plane, with random values at the whole-numbered points.</summary>
internal sealed class LatticeNoise(ulong seed)
{
    public float At(float x, float y)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        int column = (int)left, row = (int)top;
        float shareX = SurfaceMath.Smooth(0f, 1f, x - left), shareY = SurfaceMath.Smooth(0f, 1f, y - top);
        return SurfaceMath.Lerp(
            SurfaceMath.Lerp(Value(column, row), Value(column + 1, row), shareX),
            SurfaceMath.Lerp(Value(column, row + 1), Value(column + 1, row + 1), shareX),
            shareY);
    }

    /// <summary>The random value of a point, or of a thread when the second coordinate names the direction.</summary>
    public float Value(int column, int row)
    {
        ulong hash = SeededRandom.Scramble(seed ^ ((ulong)(uint)column | ((ulong)(uint)row << 32)));
        return ((hash >> 40) * (2f / (1 << 24))) - 1f;
    }
}
