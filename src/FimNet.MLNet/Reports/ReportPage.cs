namespace FimNet.MLNet.Reports;

/// <summary>Writes a report on a scored test set.</summary>
internal static class ReportPage
{
    private static readonly string[] ScriptNames =
    [
        "text.js", "dom.js", "lazy.js", "data.js", "scores.js", "threshold.js", "chart.js", "histogram.js", "curves.js", "training.js",
        "sortable.js", "table.js", "figures.js", "card.js", "worst.js", "gallery.js", "sections.js", "report.js",
    ];

    /// <exception cref="ArgumentException">A score or the threshold is not a finite number. Nothing is written.</exception>
    public static void Write(TextWriter writer, ReportData data)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(data);
        new HtmlPage("Surface-defect detection report", ReportAsset.Read("report.html"), ReportAsset.Join("report.css"), ReportAsset.Join(ScriptNames), data.Title, data.Created, ReportJson.Write(data)).Write(writer);
    }
}
