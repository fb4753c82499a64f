using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Datasets;

/// <summary>The draws of the procedural surfaces, in single precision: the same numbers from the same seed on every platform and runtime.</summary>
internal sealed class SurfaceRandom(ulong seed)
{
    private readonly SeededRandom _random = new(seed);

    /// <summary>A seed that depends on every one of the numbers and on their order.</summary>
    public static ulong Combine(params ReadOnlySpan<ulong> numbers)
    {
        ulong combined = SeededRandom.Step;
        foreach (ulong number in numbers)
        {
            combined = SeededRandom.Scramble((combined * 31) + SeededRandom.Mix(number));
        }

        return combined;
    }

    public ulong NextUInt64() => _random.NextUInt64();

    /// <summary>Uniform in [0, 1).</summary>
    public float Uniform() => (NextUInt64() >> 40) * (1f / (1 << 24));

    public float Uniform(float low, float high) => low + ((high - low) * Uniform());

    public bool Chance(float probability) => Uniform() < probability;

    /// <summary>Mean 0, variance 1, bell-shaped: the sum of four uniform numbers, which needs no function whose last bit depends on the platform.</summary>
    public float Bell()
    {
        ulong bits = NextUInt64();
        float sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535f) - 2f) * 1.7320508f;
    }
}
