using FimNet.MLNet.Reports;
using Microsoft.ML;

namespace FimNet.MLNet;

/// <summary>A report on a scored test set: one HTML file that needs no network, for people who have to decide whether and at which threshold to use a model.</summary>
/// <remarks>
/// It shows figures with confidence intervals, the scores with a threshold that can be moved to see what each choice costs, the worst false alarms and misses, every kind of defect, the curves,
/// the images with their anomaly maps (at most <see cref="FimNetReportOptions.MostPictures"/> of them), the training's losses, and the settings. docs/evaluation.md defines the figures.
/// </remarks>
public sealed class FimNetReport
{
    private readonly ReportData _data;

    private FimNetReport(ReportData data, SegmentationMetrics? segmentation)
    {
        _data = data;
        Segmentation = segmentation;
    }

    /// <summary>The metrics of the pixels; <see langword="null"/> when they were not asked for, the view has no column of mask paths, or the masks mark no pixel or every one.</summary>
    public SegmentationMetrics? Segmentation { get; }

    /// <summary>Reads a scored view once and computes everything that the report shows.</summary>
    /// <param name="model">The model that scored the view.</param>
    /// <param name="scored">
    /// The scored test images: the model's image, score and map columns, and what <paramref name="options"/> name: labels, kinds of defect, paths of images and masks, all of which may be missing.
    /// </param>
    /// <param name="options">Title, columns, intervals and pictures; <see langword="null"/> for the defaults.</param>
    /// <returns>The report, to be saved.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or the image column is missing.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// The view has no rows, a score or map is not finite, a defective image has no mask, or a mask has other proportions than its image.
    /// </exception>
    /// <exception cref="ImageReadException">An image or a mask cannot be read, or a mask is not binary.</exception>
    public static FimNetReport Create(FimNetTransformer model, IDataView scored, FimNetReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(scored);
        options ??= new FimNetReportOptions();
        options.Validate();
        var builder = new ReportBuilder(model.Settings, options);
        foreach (ReportRow row in ReportRowReader.ReadAll(scored, model.Settings.Columns, options))
        {
            builder.Add(row);
        }

        SegmentationMetrics? segmentation = builder.Segmentation();
        return new FimNetReport(builder.Build(segmentation), segmentation);
    }

    /// <summary>Writes the report as one HTML file: to a temporary name first, then moved into place.</summary>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, temporary =>
        {
            using var writer = new StreamWriter(temporary);
            Write(writer);
        });
    }

    /// <summary>Writes the report's HTML.</summary>
    /// <param name="writer">Where to; left open.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ReportPage.Write(writer, _data);
    }
}
