using FimNet.MLNet;
using FimNet.MLNet.Evaluation;

namespace Microsoft.ML;

/// <summary>Evaluates how well anomaly maps locate defects.</summary>
public static class SegmentationEvaluationCatalog
{
    /// <summary>Compares anomaly maps with defect masks, pixel by pixel over all rows pooled.</summary>
    /// <remarks>
    /// A row with an empty mask path is a good image: all its pixels are good. A mask of another size than the map is compared at the map's size
    /// by nearest neighbour. A mask pixel is defective when its brightest channel is above 127. All scores are held in memory, about 8 bytes a pixel.
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
    /// There are no rows, no defective or no good pixels, a score is NaN, or a row names a defect but has no mask.
    /// </exception>
    /// <exception cref="ImageReadException">A mask cannot be read.</exception>
    public static SegmentationMetrics EvaluateSegmentation(
        this AnomalyDetectionCatalog catalog,
        IDataView scored,
        string anomalyMapColumnName = "AnomalyMap",
        string maskPathColumnName = "MaskPath",
        string? defectColumnName = "Defect")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(scored);
        return SegmentationEvaluator.Evaluate(scored, new SegmentationColumns(scored.Schema, anomalyMapColumnName, maskPathColumnName, defectColumnName));
    }
}
