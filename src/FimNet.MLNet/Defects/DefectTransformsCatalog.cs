using FimNet.MLNet;
using FimNet.MLNet.Defects;

namespace Microsoft.ML;

/// <summary>The defect generator as a stage of an ML.NET pipeline.</summary>
public static class DefectTransformsCatalog
{
    /// <summary>
    /// Pastes artificial defects into images while the estimators after it are fitted, and passes images through when the fitted model scores:
    /// the manual defect generation algorithm (MDGA) of FIM-Net, section III-B and Eq. (1).
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">Receives the image. It may be the input column's name, which then is replaced.</param>
    /// <param name="inputColumnName">The image column to read; <see langword="null"/> means <paramref name="outputColumnName"/>.</param>
    /// <param name="maskColumnName">Receives an image that is white where something was pasted; <see langword="null"/> for no such column.</param>
    /// <param name="options">Number, size, shape and origin of the defects; <see langword="null"/> means <see cref="DefectGeneratorOptions.Default"/>.</param>
    /// <param name="seed">The same seed gives the same defects for the same data.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column's name is empty, or image and mask share one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static GenerateDefectsEstimator GenerateDefects(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string? maskColumnName = null,
        DefectGeneratorOptions? options = null,
        int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        if (inputColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        }

        if (maskColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(maskColumnName);
            if (maskColumnName == outputColumnName)
            {
                throw new ArgumentException(
                    $"The image and its mask cannot both be column '{outputColumnName}'; name another mask column.", nameof(maskColumnName));
            }
        }

        var columns = new DefectColumns(outputColumnName, inputColumnName ?? outputColumnName, maskColumnName);
        return new GenerateDefectsEstimator(columns, options ?? DefectGeneratorOptions.Default, seed);
    }
}
