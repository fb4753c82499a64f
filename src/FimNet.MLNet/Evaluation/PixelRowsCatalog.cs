using FimNet.MLNet;
using FimNet.MLNet.Evaluation;

namespace Microsoft.ML;

/// <summary>Turns anomaly maps into rows.</summary>
public static class PixelRowsCatalog
{
    /// <summary>Flattens anomaly maps and their masks to a row a pixel, so that ML.NET's own evaluators can be used on pixels.</summary>
    /// <remarks>
    /// The columns are those of <see cref="PixelRow"/>. The view is lazy: each pass over it reads the scored view again, and nothing is kept in memory.
    /// ML.NET's evaluators do keep and sort every score; above some million pixels use
    /// <see cref="SegmentationEvaluationCatalog.EvaluateSegmentation(AnomalyDetectionCatalog, IDataView, SegmentationOptions)"/>, whose AuROC is the same.
    /// </remarks>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="scored">The scored images.</param>
    /// <param name="options">Columns, resolution and the threshold of the predicted label; <see langword="null"/> for the defaults.</param>
    /// <returns>A lazy view of one row a pixel, image by image, row by row from the top left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type, or there are no limits.</exception>
    public static IDataView FlattenAnomalyMaps(this DataOperationsCatalog catalog, IDataView scored, SegmentationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(scored);
        options ??= new SegmentationOptions();
        options.Validate();
        return catalog.LoadFromEnumerable(Rows(scored, new SegmentationColumns(scored.Schema, options), options));
    }

    private static IEnumerable<PixelRow> Rows(IDataView scored, SegmentationColumns columns, SegmentationOptions options)
    {
        var row = new PixelRow { Image = -1 };
        foreach (MaskedMap image in MaskedMapReader.ReadAll(scored, columns, options))
        {
            row.Image++;
            for (int i = 0; i < image.Scores.Length; i++)
            {
                row.Score = image.Scores.Span[i];
                row.IsDefective = image.Region.Span[i] > 0;
                row.Label = row.IsDefective ? 1 : 0;
                row.PredictedLabel = row.Score > options.Threshold;
                yield return row;
            }
        }
    }
}
