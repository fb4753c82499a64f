using System.Text.Json;
using FimNet.MLNet.Reports;

namespace FimNet.MLNet.AutoML.Results;

/// <summary>Writes pages of scripts and styles that they share with the report on a test set.</summary>
internal static class ExperimentAssets
{
    private static readonly string[] SharedScripts = ["text.js", "dom.js", "lazy.js", "data.js", "chart.js", "sortable.js", "sections.js"];

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new FiniteNumberConverter() } };

    /// <param name="writer">Where to.</param>
    /// <param name="kind">What kind of page it is.</param>
    /// <param name="content">The name of the file with its sections.</param>
    /// <param name="scripts">Names of its own scripts, run after the shared ones.</param>
    /// <param name="title">The heading.</param>
    /// <param name="data">What the scripts show.</param>
    public static void Write(TextWriter writer, string kind, string content, IReadOnlyList<string> scripts, string title, object data)
    {
        string script = ReportAsset.Join(SharedScripts) + string.Join('\n', scripts.Select(Read));
        string style = ReportAsset.Join("report.css") + Read("experiment.css");
        new HtmlPage(kind, Read(content), style, script, title, DateTimeOffset.Now, JsonSerializer.Serialize(data, Json)).Write(writer);
    }

    private static string Read(string name) => ReportAsset.Read(typeof(ExperimentAssets).Assembly, name);
}
