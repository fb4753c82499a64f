namespace FimNet.MLNet;

/// <summary>What happens to a row whose image cannot be loaded.</summary>
public enum ImageErrorPolicy
{
    /// <summary>Reading the row throws an <see cref="ImageReadException"/> that names file, reason and row. The default: nothing is overlooked.</summary>
    Throw,

    /// <summary>The row stays, without an image, and an error column says why. Its score is NaN.</summary>
    Skip,
}
