using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Reports;

/// <summary>The headline figures and how sure they are.</summary>
internal sealed class ReportFigures(FimNetReportOptions options)
{
    private static readonly Figure[] OfImages =
    [
        new("Image AuROC", metrics => metrics.PixelAuRoc, "The probability that a defective image scores above a good one."),
        new("Image average precision", metrics => metrics.AveragePrecision, "The share of defective images among those called defective, averaged over thresholds."),
    ];

    private static readonly Figure[] OfPixels =
    [
        new("Pixel AuROC", metrics => metrics.PixelAuRoc, "The probability that a defective pixel has a higher value than a good one."),
        new("AuPRO", metrics => metrics.AuPro, "As pixel AuROC, but every defect counts the same, whatever its size, and few false alarms are allowed."),
        new("Pixel average precision", metrics => metrics.AveragePrecision, "The share of defective pixels among those found, averaged over thresholds."),
        new("Best pixel F1", metrics => metrics.F1Max, "The best balance of found and falsely found pixels at any threshold."),
    ];

    /// <summary>Those that can be computed: none of images when all have one label, none of pixels without masks.</summary>
    public IReadOnlyList<ReportFigure> All(
        SegmentationMetrics? images, IReadOnlyList<ScoreHistogram> imageScores, SegmentationMetrics? pixels, IReadOnlyList<ScoreHistogram> pixelScores) =>
        [.. Some(OfImages, images, imageScores), .. Some(OfPixels, pixels, pixelScores)];

    private IEnumerable<ReportFigure> Some(Figure[] figures, SegmentationMetrics? metrics, IReadOnlyList<ScoreHistogram> scores)
    {
        if (metrics is null)
        {
            return [];
        }

        // Without a whole good image there is nothing to draw the good pixels from.
        ConfidenceInterval[]? intervals = options.BootstrapDraws > 0 && scores.Any(image => !image.IsDefective)
            ? new ImageBootstrap(scores, options.Segmentation).Intervals([.. figures.Select(figure => figure.Value)], options.BootstrapDraws, options.Confidence, options.Seed)
            : null;
        return figures.Select((figure, i) => new ReportFigure(figure.Name, figure.Value(metrics), intervals?[i].Low, intervals?[i].High, figure.Help));
    }

    private sealed record Figure(string Name, Func<SegmentationMetrics, double> Value, string Help);
}
