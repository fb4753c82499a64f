using System.Numerics;
using System.Runtime.InteropServices;

namespace FimNet.MLNet.Defects;

internal static class FloatRows
{
    /// <summary>target += weight * source, element by element; both are equally long.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float weight)
    {
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(source)[..targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] += sources[i] * weight;
        }

        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * weight;
        }
    }
}
