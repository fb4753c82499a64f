using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>
/// A few related colours, as found together in nature: neighbouring hues, often nearly grey, from dark to light, and sometimes a contrasting one.
/// </summary>
internal sealed class Palette
{
    private readonly Vector3[] _stops;

    public Palette(SeededRandom random)
    {
        float hue = NaturalHue(random);
        float spread = random.Uniform(0.02f, 0.12f);
        float saturation = random.Chance(0.4) ? random.Uniform(0f, 0.08f) : (float)Math.Pow(random.NextDouble(), 1.5);
        float dark = random.Uniform(0f, 0.45f);
        float light = random.Uniform(dark + 0.3f, 1f);
        _stops = new Vector3[random.NextInt(3, 6)];
        for (int i = 0; i < _stops.Length; i++)
        {
            float value = dark + (light - dark) * (i + random.Uniform(-0.4f, 0.4f)) / (_stops.Length - 1);
            _stops[i] = FromHsv(hue + random.Uniform(-spread, spread), saturation * random.Uniform(0.6f, 1.2f), value);
        }

        if (random.Chance(0.5))
        {
            _stops[random.NextInt(0, _stops.Length - 1)] = FromHsv(NaturalHue(random), saturation * random.Uniform(0.5f, 2f), random.Uniform(0f, 1f));
        }

        if (random.Chance(0.5))
        {
            random.Shuffle(_stops);
        }
    }

    /// <summary>The colour at 0 to 1 along the stops, interpolated; other values take the nearer end.</summary>
    public Vector3 At(float position)
    {
        float scaled = Math.Clamp(position, 0, 1) * (_stops.Length - 1);
        int index = Math.Min((int)scaled, _stops.Length - 2);
        return Vector3.Lerp(_stops[index], _stops[index + 1], scaled - index);
    }

    public Vector3 Any(SeededRandom random) => At(random.Uniform(0f, 1f)) * random.Uniform(0.85f, 1.15f);

    /// <summary>Earth, foliage and sky are more common than the other hues.</summary>
    private static float NaturalHue(SeededRandom random) => random.NextInt(0, 4) switch
    {
        0 or 1 => random.Uniform(0.02f, 0.14f),
        2 => random.Uniform(0.17f, 0.4f),
        3 => random.Uniform(0.52f, 0.65f),
        _ => random.Uniform(0f, 1f),
    };

    private static Vector3 FromHsv(float hue, float saturation, float value)
    {
        float sector = (hue - MathF.Floor(hue)) * 6;
        var pure = new Vector3(MathF.Abs(sector - 3) - 1, 2 - MathF.Abs(sector - 2), 2 - MathF.Abs(sector - 4));
        pure = Vector3.Clamp(pure, Vector3.Zero, Vector3.One);
        return Math.Clamp(value, 0, 1) * Vector3.Lerp(Vector3.One, pure, Math.Clamp(saturation, 0, 1));
    }
}
