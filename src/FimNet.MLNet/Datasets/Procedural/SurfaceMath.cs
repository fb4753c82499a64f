namespace FimNet.MLNet.Datasets;

/// <summary>Functions made of basic arithmetic and square roots only, which IEEE 754 defines to the last bit.</summary>
internal static class SurfaceMath
{
    /// <summary>The cosine of a number of whole turns, to about 3e-5.</summary>
    public static float CosTurns(float turns)
    {
        float offset = MathF.Abs(turns - MathF.Floor(turns + 0.5f));
        bool negative = offset > 0.25f;
        float angle = 2f * MathF.PI * (negative ? 0.5f - offset : offset);
        float square = angle * angle;
        float cosine = 1f + (square * (-0.5f + (square * ((1f / 24) + (square * ((-1f / 720) + (square / 40320)))))));
        return negative ? -cosine : cosine;
    }

    public static float SinTurns(float turns) => CosTurns(turns - 0.25f);

    public static float Lerp(float from, float to, float share) => from + ((to - from) * share);

    /// <summary>0 up to <paramref name="start"/>, 1 from <paramref name="end"/>, smooth in between.</summary>
    public static float Smooth(float start, float end, float value)
    {
        float t = Math.Clamp((value - start) / (end - start), 0f, 1f);
        return t * t * (3f - (2f * t));
    }
}
