using FimNet.MLNet;
using FimNet.MLNet.Evaluation;

namespace Microsoft.ML;

/// <summary>Evaluates how well anomaly maps locate defects.</summary>
public static class SegmentationEvaluationCatalog
{
    /// <summary>Compares anomaly maps with defect masks, pixel by pixel over all rows pooled.</summary>
    /// <remarks>
    /// A row with an empty mask path is a good image: all its pixels are good. By default a mask of another size than the map is compared at the map's size
    /// by nearest neighbour, and all scores are held in memory, about 8 bytes a pixel; see <see cref="SegmentationOptions"/> for the other ways.
    /// </remarks>
    /// <param name="catalog">The anomaly detection catalog.</param>
    /// <param name="scored">The scored test images.</param>
    /// <param name="anomalyMapColumnName">The anomaly maps: Vector&lt;Single, height, width&gt;, higher is more anomalous.</param>
    /// <param name="maskPathColumnName">The paths of the mask pictures: Text, empty for good images.</param>
    /// <param name="defectColumnName">
    /// The kinds of defects: Text, "good" or empty for good images. <see langword="null"/>, or a column that the view does not have, skips the metrics by kind.
    /// </param>
    /// <returns>The metrics.</returns>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are no rows, no defective or no good pixels, a score is not finite, a row names a defect but has no mask, a mask has other proportions than its image, or there are more pixels than can be evaluated exactly.
    /// </exception>
    /// <exception cref="ImageReadException">A mask cannot be read, is larger than <see cref="SegmentationOptions.Limits"/> allow or is not binary; or the size of an image cannot be read.</exception>
    public static SegmentationMetrics EvaluateSegmentation(
        this AnomalyDetectionCatalog catalog,
        IDataView scored,
        string anomalyMapColumnName = "AnomalyMap",
        string maskPathColumnName = "MaskPath",
        string? defectColumnName = "Defect") => catalog.EvaluateSegmentation(
            scored,
            new SegmentationOptions { AnomalyMapColumnName = anomalyMapColumnName, MaskPathColumnName = maskPathColumnName, DefectColumnName = defectColumnName });

    /// <summary>Compares anomaly maps with defect masks, pixel by pixel over all rows pooled.</summary>
    /// <param name="catalog">The anomaly detection catalog.</param>
    /// <param name="scored">The scored test images.</param>
    /// <param name="options">Columns, resolution, limits.</param>
    /// <returns>The metrics.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type, or there are no limits.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are no rows, no defective or no good pixels, a score is not finite, a row names a defect but has no mask, a mask has other proportions than its image, or there are more pixels than can be evaluated exactly.
    /// </exception>
    /// <exception cref="ImageReadException">A mask cannot be read, is larger than <see cref="SegmentationOptions.Limits"/> allow or is not binary; or the size of an image cannot be read.</exception>
    public static SegmentationMetrics EvaluateSegmentation(this AnomalyDetectionCatalog catalog, IDataView scored, SegmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SegmentationEvaluator evaluator = SegmentationEvaluator.Create(options);
        foreach (MaskedMap image in MaskedMapReader.ReadAll(scored, new SegmentationColumns(scored.Schema, options), options))
        {
            evaluator.Add(image);
        }

        return evaluator.Compute();
    }
}
