namespace FimNet.MLNet.Persistence;

/// <summary>What the parts of a model file may take at most.</summary>
internal static class ModelLimits
{
    /// <summary>Sides of the images that a model scores, in pixels.</summary>
    public const int SmallestSide = 64;

    /// <inheritdoc cref="SmallestSide"/>
    public const int LargestSide = 8192;

    /// <summary>Settings with the losses of about a million training steps.</summary>
    public const long SettingsBytes = 128L << 20;

    /// <summary>The same, in names, values, braces and brackets: twelve a step.</summary>
    public const int SettingsTokens = 20_000_000;

    /// <summary>More than any training makes in a stage.</summary>
    public const int StageSteps = 1_000_000_000;

    /// <summary>The entries of all stages of a chain together, unpacked.</summary>
    public const long ArchiveBytes = 1L << 30;

    /// <summary>Entries of a zip.</summary>
    public const int Entries = 4096;

    /// <summary>The network's weights take 28 MB and a memory of 10 000 items 20 MB; beside them there are 8 bytes a pixel for its place, and 4 with overlapping patches.</summary>
    public static long GraphBytes(int imageWidth, int imageHeight) => (96L << 20) + 16L * imageWidth * imageHeight;
}
