namespace FimNet.MLNet;

/// <summary>How <c>mlContext.Transforms.LoadSurfaceImages</c> loads images.</summary>
/// <remarks>A new instance equals <see cref="Default"/>.</remarks>
public sealed record SurfaceImageOptions
{
    /// <summary>Throws on the first image that cannot be loaded; <see cref="ImageLimits.Default"/>.</summary>
    public static SurfaceImageOptions Default { get; } = new();

    /// <summary>What happens to a row whose image cannot be loaded. Default <see cref="ImageErrorPolicy.Throw"/>.</summary>
    public ImageErrorPolicy OnError { get; init; } = ImageErrorPolicy.Throw;

    /// <summary>
    /// With <see cref="ImageErrorPolicy.Skip"/> the name of a Text column that says why a row has no image, and is empty for rows that have one. Default "ImageError".
    /// With <see cref="ImageErrorPolicy.Throw"/> there is no such column.
    /// </summary>
    public string ErrorColumnName { get; init; } = "ImageError";

    /// <summary>The largest image that is accepted; anything larger cannot be loaded. Default <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <exception cref="ArgumentOutOfRangeException">The policy is not one of the enumeration, or a limit is outside its range.</exception>
    /// <exception cref="ArgumentException">The name of the error column is blank, or there are no limits.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(OnError))
        {
            throw new ArgumentOutOfRangeException(
                nameof(OnError), OnError, $"{nameof(OnError)} is {OnError}; it must be {nameof(ImageErrorPolicy.Throw)} or {nameof(ImageErrorPolicy.Skip)}.");
        }

        if (string.IsNullOrWhiteSpace(ErrorColumnName))
        {
            throw new ArgumentException($"{nameof(ErrorColumnName)} is blank; it must name a column.", nameof(ErrorColumnName));
        }

        ImageLimits.Validate(Limits, nameof(Limits));
    }
}
