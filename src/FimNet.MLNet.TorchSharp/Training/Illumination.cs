namespace FimNet.MLNet.Training;

/// <summary>How an image's grey levels become those that the network sees: x becomes Gain x + Offset, rounded and limited to 0 to 255.</summary>
internal readonly record struct Illumination(float Gain, float Offset)
{
    /// <summary>The mean that every image gets, in grey levels, where nothing is far from it: zero for the network.</summary>
    public const float Mean = 127.5f;

    /// <summary>The standard deviation that every image gets there, in grey levels.</summary>
    public const float Deviation = 37.5f;

    /// <summary>Images of a smaller deviation are amplified no more than those of this one, because what is left of them is noise.</summary>
    public const float LeastDeviation = 4;

    /// <summary>Writes the image as the network sees it, which may be over itself.</summary>
    public void Apply(ReadOnlySpan<byte> image, Span<byte> normalised)
    {
        Span<byte> table = stackalloc byte[256];
        for (int level = 0; level < table.Length; level++)
        {
            table[level] = (byte)MathF.Round(Math.Clamp((level * Gain) + Offset, 0, 255));
        }

        for (int i = 0; i < image.Length; i++)
        {
            normalised[i] = table[image[i]];
        }
    }
}
