using FimNet.MLNet;
using FimNet.MLNet.Persistence;

namespace Microsoft.ML;

/// <summary>Loading of models that may be damaged or hostile.</summary>
public static class FimNetModelCatalog
{
    /// <summary>
    /// Loads a model as <c>mlContext.Model.Load</c> does, after checking what the zip claims to hold, and refuses whatever is not a sound model with a FIM-Net in it with one type of exception.
    /// </summary>
    /// <remarks>
    /// <c>mlContext.Model.Load</c> checks the FIM-Net in a model as strictly, but unpacks the zip first, and throws ML.NET's own exceptions, or others with the
    /// <see cref="ModelFormatException"/> inside them. See SECURITY.md for what is checked.
    /// </remarks>
    /// <param name="catalog">The model operations catalog.</param>
    /// <param name="path">A zip that <c>mlContext.Model.Save</c> wrote.</param>
    /// <param name="inputSchema">The schema that the model was saved with; <see langword="null"/> if there was none.</param>
    /// <returns>The whole model. It has exactly one FIM-Net: <see cref="FimNetModels.FimNet"/>.</returns>
    /// <exception cref="ModelFormatException">The file is not a model, is damaged, was written by a newer version, or claims more than a model can need. The message says what to do.</exception>
    /// <exception cref="DllNotFoundException">ONNX Runtime's native library cannot be loaded. The message says what it needs.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ITransformer LoadFimNet(this ModelOperationsCatalog catalog, string path, out DataViewSchema? inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = File.OpenRead(path);
        return ModelArchive.Load(catalog, file, path, out inputSchema);
    }
}
