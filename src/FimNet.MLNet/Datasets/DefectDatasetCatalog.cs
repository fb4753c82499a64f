using FimNet.MLNet;
using FimNet.MLNet.Datasets;

namespace Microsoft.ML;

/// <summary>Loads defect datasets from folders.</summary>
public static class DefectDatasetCatalog
{
    /// <summary>Loads a dataset in the folder layout of MVTec AD.</summary>
    /// <remarks>
    /// <para>
    /// The layout is <c>train/good</c>, <c>test/good</c>, <c>test/&lt;defect&gt;</c> and <c>ground_truth/&lt;defect&gt;/&lt;image name&gt;_mask.png</c>.
    /// Images are png, jpg, jpeg or bmp files; hidden files and folders and everything else are passed over. Rows come in a fixed order: good images first, then the defects
    /// by name, and by file name within each.
    /// </para>
    /// <para>
    /// The columns are ImagePath (Text), MaskPath (Text, empty for good images and where there is no mask), Defect (Text, the folder's name),
    /// Label (Single, 1 = defective) and IsDefective (Boolean), as in <see cref="DefectDatasetRow"/>. Images are not opened here.
    /// </para>
    /// </remarks>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="root">The dataset's folder.</param>
    /// <param name="split">The part to load.</param>
    /// <returns>A view of one row an image; its paths are full.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder, or that of the split, does not exist.</exception>
    /// <exception cref="InvalidOperationException">The split has no image.</exception>
    public static IDataView LoadDefectDataset(this DataOperationsCatalog catalog, string root, DatasetSplit split)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        return catalog.LoadFromEnumerable(DefectDatasetFolder.Read(root, split));
    }
}
