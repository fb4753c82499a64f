namespace FimNet.MLNet;

/// <summary>
/// The largest image file that is accepted. All of it is checked before pixels are decoded, so that a small file which claims to be an enormous picture costs nothing.
/// </summary>
/// <remarks>A new instance equals <see cref="Default"/>.</remarks>
public sealed record ImageLimits
{
    // The decoder needs four bytes a pixel in one array.
    private const long MostPixels = 0x7FFFFFC7 / 4;
    private const int LongestSide = 1_000_000;
    private const int MostFrames = 1_000_000;

    /// <summary>64 MiB a file, 16384 pixels a side, 100 million pixels, 1000 frames.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Bytes of a file, 1 to 2147483591. Default 67108864 (64 MiB).</summary>
    public long MaxFileBytes { get; init; } = 64L << 20;

    /// <summary>Pixels of the width and of the height, 1 to 1000000. Default 16384.</summary>
    public int MaxSide { get; init; } = 16_384;

    /// <summary>Width times height, 1 to 536870897. Default 100000000. Decoding takes seven bytes a pixel, and an ML.NET image four more.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Pictures in an animated file, of which only the first is decoded, 1 to 1000000. Default 1000; 1 refuses animations.</summary>
    public int MaxFrames { get; init; } = 1000;

    /// <param name="limits">The value of an option.</param>
    /// <param name="option">The option's name.</param>
    /// <exception cref="ArgumentException">There are no limits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    internal static void Validate(ImageLimits? limits, string option)
    {
        if (limits is null)
        {
            throw new ArgumentException($"{option} is null; use {nameof(ImageLimits)}.{nameof(Default)}.", option);
        }

        limits.Validate();
    }

    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    internal void Validate()
    {
        Check(nameof(MaxFileBytes), MaxFileBytes, Array.MaxLength);
        Check(nameof(MaxSide), MaxSide, LongestSide);
        Check(nameof(MaxPixels), MaxPixels, MostPixels);
        Check(nameof(MaxFrames), MaxFrames, MostFrames);
    }

    /// <summary>What is wrong with a header, as a clause that follows the image's name, or null.</summary>
    internal string? Refusal(int width, int height, int frames) =>
        width > MaxSide || height > MaxSide ? $"claims {width}x{height} pixels, more than the {MaxSide} a side that {nameof(ImageLimits)}.{nameof(MaxSide)} allows."
        : (long)width * height > MaxPixels ? $"claims {width}x{height} pixels, more than the {MaxPixels} that {nameof(ImageLimits)}.{nameof(MaxPixels)} allows."
        : frames > MaxFrames ? $"has {frames} frames, more than the {MaxFrames} that {nameof(ImageLimits)}.{nameof(MaxFrames)} allows."
        : null;

    private static void Check(string name, long value, long maximum)
    {
        if (value < 1 || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be from 1 to {maximum}.");
        }
    }
}
