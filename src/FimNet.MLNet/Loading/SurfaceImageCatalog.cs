using FimNet.MLNet;
using FimNet.MLNet.Loading;
using FimNet.MLNet.Persistence;

namespace Microsoft.ML;

/// <summary>Loading images of surfaces as a stage of an ML.NET pipeline.</summary>
public static class SurfaceImageCatalog
{
    /// <summary>
    /// Loads images by their paths, as ML.NET's LoadImages does, but strictly: a file that is damaged, cut short or too large is refused by name instead of becoming a picture with black
    /// parts, which a model would report as a defect.
    /// </summary>
    /// <remarks>PNG, JPEG, BMP, GIF and WebP, whatever the file's name; docs/images.md says what becomes of every kind.</remarks>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Receives the image.</param>
    /// <param name="inputColumnName">The Text column of paths; <see langword="null"/> means <paramref name="outputColumnName"/>, which then is replaced.</param>
    /// <param name="imageFolder">What relative paths are relative to; <see langword="null"/> means the current folder of the process.</param>
    /// <param name="options">Policy and limits; <see langword="null"/> means <see cref="SurfaceImageOptions.Default"/>.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column's name is empty, image and error share one name, or an option is out of its range.</exception>
    public static LoadSurfaceImagesEstimator LoadSurfaceImages(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string? imageFolder = null, SurfaceImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var settings = new LoadingSettings(outputColumnName, inputColumnName ?? outputColumnName, imageFolder ?? "", options ?? SurfaceImageOptions.Default);
        return new LoadSurfaceImagesEstimator(catalog.Environment(), settings);
    }
}
