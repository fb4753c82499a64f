namespace FimNet.MLNet.Datasets;

/// <summary>A SplitMix64 stream: the same numbers from the same seed on every platform and runtime.</summary>
internal sealed class SurfaceRandom(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A seed that depends on every one of the numbers and on their order.</summary>
    public static ulong Combine(params ReadOnlySpan<ulong> numbers)
    {
        ulong combined = Step;
        foreach (ulong number in numbers)
        {
            combined = Mix((combined * 31) + Mix(number + Step));
        }

        return combined;
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong NextUInt64()
    {
        _state += Step;
        return Mix(_state);
    }

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
