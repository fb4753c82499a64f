using System.Globalization;
using System.Net;

namespace FimNet.MLNet.Reports;

/// <summary>Writes a report as one HTML file that needs nothing but itself.</summary>
/// <remarks>
/// The page's policy permits its own scripts and styles by their hashes, pictures as data, and nothing else, so a browser opens it without any
/// request, and text that came in with the data cannot run.
/// </remarks>
internal static class ReportPage
{
    private static readonly string[] ScriptNames =
    [
        "text.js", "dom.js", "lazy.js", "scores.js", "threshold.js", "chart.js", "histogram.js", "curves.js", "training.js",
        "table.js", "figures.js", "card.js", "worst.js", "gallery.js", "report.js",
    ];

    /// <exception cref="ArgumentException">A score or the threshold is not a finite number. Nothing is written.</exception>
    public static void Write(TextWriter writer, ReportData data)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(data);
        string charts = ReportAsset.Read("uPlot.iife.min.js");
        string script = ReportAsset.Join(ScriptNames);
        string style = ReportAsset.Join("uPlot.min.css", "report.css");
        string json = ReportJson.Write(data);
        Fill(writer, ReportAsset.Read("report.html"), placeholder => placeholder switch
        {
            "policy" => Policy(charts, script, style),
            "title" => WebUtility.HtmlEncode(data.Title),
            "created" => data.Created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            "date" => data.Created.ToString("d MMMM yyyy, HH:mm (zzz)", CultureInfo.InvariantCulture),
            "style" => style,
            "data" => json,
            "licence" => ReportAsset.Read("uPlot.LICENSE"),
            "charts" => charts,
            "script" => script,
            _ => throw new InvalidOperationException($"The page has no text for '{placeholder}'."),
        });
    }

    private static string Policy(string charts, string script, string style) => string.Join(
        "; ",
        "default-src 'none'",
        $"script-src {ReportAsset.Permit(charts)} {ReportAsset.Permit(script)}",
        $"style-src {ReportAsset.Permit(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'");

    /// <summary>Writes the template with each {{placeholder}} replaced, once: what is filled in is not looked at again.</summary>
    private static void Fill(TextWriter writer, string template, Func<string, string> text)
    {
        string[] parts = template.Split("{{");
        writer.Write(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            int end = part.IndexOf("}}", StringComparison.Ordinal);
            writer.Write(text(part[..end]));
            writer.Write(part.AsSpan(end + 2));
        }
    }
}
