namespace FimNet.MLNet.Numerics;

/// <summary>
/// A SplitMix64 generator (Steele, Lea and Flood, 2014). Its numbers follow from the seed alone: unlike those of
/// <see cref="Random"/>, they are the same in every version of the runtime.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    /// <summary>The generator's increment, 2^64 divided by the golden ratio.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    public SeededRandom(int seed)
        : this(Mix((uint)seed))
    {
    }

    /// <summary>Where the sequence stands; a generator made with it as its seed gives the same numbers from here on.</summary>
    public ulong State => _state;

    /// <summary>A seed for one of many items, so that items do not depend on each other's order.</summary>
    public static int Derive(int seed, long position) => (int)Mix(Mix((uint)seed) + (ulong)position);

    /// <summary>A bijection of 64 bits in which every input bit changes about half the output bits.</summary>
    public static ulong Mix(ulong value) => Scramble(value + Step);

    /// <summary>The bijection of <see cref="Mix"/> without the step before it; it leaves 0 as it is.</summary>
    public static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong NextUInt64()
    {
        ulong result = Mix(_state);
        _state += Step;
        return result;
    }

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included.</summary>
    public int NextInt(int minimum, int maximum)
    {
        ulong count = (ulong)((long)maximum - minimum + 1);
        return (int)(minimum + (long)(((NextUInt64() >> 32) * count) >> 32));
    }

    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => NextDouble() < probability;

    public double Uniform(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    public float Uniform(float minimum, float maximum) => minimum + (maximum - minimum) * (float)NextDouble();

    public double LogUniform(double minimum, double maximum) =>
        minimum == maximum ? minimum : Math.Clamp(minimum * Math.Pow(maximum / minimum, NextDouble()), minimum, maximum);

    /// <summary>Brings items into an order of which each is as likely as any other (Fisher and Yates).</summary>
    public void Shuffle<T>(T[] items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = NextInt(0, i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
