namespace FimNet.MLNet.Reports;

/// <summary>Everything that a report shows, ready to be written as JSON.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Created">When the images were scored.</param>
/// <param name="Threshold">The model's own threshold: a score above it means defective.</param>
/// <param name="Confidence">The level of the figures' intervals, such as 0.95.</param>
/// <param name="Figures">Headline figures; none leaves their section out, as for the lists below.</param>
/// <param name="Images">Every scored image.</param>
/// <param name="Curves">One chart each.</param>
/// <param name="Defects">One row a kind of defect.</param>
/// <param name="Training">The losses of each stage.</param>
/// <param name="Settings">Settings and versions, in the order to show them.</param>
internal sealed record ReportData(
    string Title,
    DateTimeOffset Created,
    float Threshold,
    double Confidence,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<ReportImage> Images,
    IReadOnlyList<ReportCurve> Curves,
    IReadOnlyList<ReportDefect> Defects,
    IReadOnlyList<ReportStage> Training,
    IReadOnlyList<ReportSetting> Settings);
