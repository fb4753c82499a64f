using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FimNet.MLNet;
using Spectre.Console;

namespace QuickStart;

/// <summary>The figures of a run, for a person and for a program.</summary>
internal sealed record QuickStartReport(QuickStartSettings Settings, Evaluation Evaluation, double TrainSeconds, int Steps, string ModelPath)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static double PeakMegabytes => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    public void Print()
    {
        var table = new Table().AddColumns("figure", "value");
        Row(table, "image AuROC", $"{Evaluation.ImageAuRoc:f4}");
        if (Evaluation.Segmentation is { } pixels)
        {
            Row(table, "pixel AuROC", $"{pixels.PixelAuRoc:f4}");
            foreach ((string defect, SegmentationMetrics ofDefect) in pixels.ByDefect)
            {
                Row(table, $"  {defect}", $"{ofDefect.PixelAuRoc:f4}");
            }

            Row(table, "AUPRO", $"{pixels.AuPro:f4}");
            Row(table, "average precision", $"{pixels.AveragePrecision:f4}");
            Row(table, "highest F1", $"{pixels.F1Max:f4}");
        }

        Decisions decisions = Evaluation.Decisions;
        Row(table, "false alarms at the first threshold", $"{decisions.FalseAlarms} of {decisions.Good} good");
        Row(table, "misses at the first threshold", $"{decisions.Misses} of {decisions.Defective} defective");
        Row(table, "training", $"{TrainSeconds:f0} s, {Steps} steps");
        Row(table, "scoring, file to score", $"{Evaluation.MillisecondsPerImage:f1} ms an image");
        Row(table, "peak memory", $"{PeakMegabytes:f0} MB");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"model: {ModelPath}");
        AnsiConsole.WriteLine($"report: {Evaluation.ReportPath}");
    }

    public void WriteJson(string path)
    {
        var figures = new
        {
            imageAuRoc = Evaluation.ImageAuRoc,
            pixelAuRoc = Evaluation.Segmentation?.PixelAuRoc,
            pixelAuRocByDefect = Evaluation.Segmentation?.ByDefect.ToDictionary(entry => entry.Key, entry => entry.Value.PixelAuRoc),
            auPro = Evaluation.Segmentation?.AuPro,
            averagePrecision = Evaluation.Segmentation?.AveragePrecision,
            f1Max = Evaluation.Segmentation?.F1Max,
            decisions = Evaluation.Decisions,
            trainSeconds = TrainSeconds,
            scoreMillisecondsPerImage = Evaluation.MillisecondsPerImage,
            peakMemoryMegabytes = PeakMegabytes,
            steps = Steps,
            seed = Settings.Seed,
            preset = Settings.Preset,
            modelPath = ModelPath,
            reportPath = Evaluation.ReportPath,
        };
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(figures, Indented));
        File.Move(temporary, path, overwrite: true);
    }

    private static void Row(Table table, string name, FormattableString value) =>
        table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
}
