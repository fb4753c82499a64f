namespace FimNet.MLNet.Reports;

/// <summary>How well one kind of defect is found.</summary>
/// <param name="Name">The kind, as in <see cref="ReportImage.Defect"/>.</param>
/// <param name="Images">How many images show it.</param>
/// <param name="ImageAuRoc">Area under the ROC curve of images.</param>
/// <param name="PixelAuRoc">Area under the ROC curve of pixels.</param>
/// <param name="AuPro">Area under the per-region overlap curve.</param>
/// <param name="AveragePrecision">Area under the precision-recall curve of pixels.</param>
/// <param name="F1Max">The best F1 over all thresholds.</param>
internal sealed record ReportDefect(
    string Name,
    int Images,
    double? ImageAuRoc,
    double? PixelAuRoc,
    double? AuPro,
    double? AveragePrecision,
    double? F1Max);
