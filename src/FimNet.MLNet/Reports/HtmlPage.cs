using System.Globalization;
using System.Net;

namespace FimNet.MLNet.Reports;

/// <summary>An HTML file that needs nothing but itself, with uPlot for its charts.</summary>
/// <remarks>
/// The page's policy permits its own scripts and styles by their hashes, pictures as data, and nothing else, so a browser opens it without any
/// request, and text that came in with the data cannot run.
/// </remarks>
/// <param name="Kind">What kind of page it is, above the heading.</param>
/// <param name="Content">Its sections, as HTML.</param>
/// <param name="Style">The page's style, besides that of the charts.</param>
/// <param name="Script">The page's script.</param>
/// <param name="Title">The heading.</param>
/// <param name="Created">The date under it.</param>
/// <param name="Json">What the script shows; without an angle bracket.</param>
internal sealed record HtmlPage(string Kind, string Content, string Style, string Script, string Title, DateTimeOffset Created, string Json)
{
    public void Write(TextWriter writer)
    {
        string charts = ReportAsset.Read("uPlot.iife.min.js");
        string style = ReportAsset.Read("uPlot.min.css") + '\n' + Style;
        Fill(writer, placeholder => placeholder switch
        {
            "policy" => Policy(charts, Script, style),
            "kind" => WebUtility.HtmlEncode(Kind),
            "title" => WebUtility.HtmlEncode(Title),
            "created" => Created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            "date" => Created.ToString("d MMMM yyyy, HH:mm (zzz)", CultureInfo.InvariantCulture),
            "content" => Content,
            "style" => style,
            "data" => Json,
            "licence" => ReportAsset.Read("uPlot.LICENSE"),
            "charts" => charts,
            "script" => Script,
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

    /// <summary>Writes the frame of all pages with each {{placeholder}} replaced, once: what is filled in is not looked at again.</summary>
    private static void Fill(TextWriter writer, Func<string, string> text)
    {
        string[] parts = ReportAsset.Read("page.html").Split("{{");
        writer.Write(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            int end = part.IndexOf("}}", StringComparison.Ordinal);
            writer.Write(text(part[..end]));
            writer.Write(part.AsSpan(end + 2));
        }
    }
}
