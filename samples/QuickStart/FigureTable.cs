using System.Globalization;
using Samples.Shared;
using Spectre.Console;

namespace QuickStart;

/// <summary>The figures of a run for a person.</summary>
internal static class FigureTable
{
    public static void Print(RunFigures figures)
    {
        var table = new Table().AddColumns("figure", "value");
        if (figures.ImageAuRoc is { } imageAuRoc)
        {
            Row(table, "image AuROC", $"{imageAuRoc:f4}");
        }

        if (figures.PixelAuRocByDefect is { } byDefect)
        {
            Row(table, "pixel AuROC", $"{figures.PixelAuRoc:f4}");
            foreach ((string defect, double pixelAuRoc) in byDefect)
            {
                Row(table, $"  {defect}", $"{pixelAuRoc:f4}");
            }

            Row(table, "AUPRO", $"{figures.AuPro:f4}");
            Row(table, "average precision", $"{figures.AveragePrecision:f4}");
            Row(table, "highest F1", $"{figures.F1Max:f4}");
        }

        Decisions decisions = figures.Decisions;
        Row(table, "false alarms at the first threshold", $"{decisions.FalseAlarms} of {decisions.Good} good");
        Row(table, "misses at the first threshold", $"{decisions.Misses} of {decisions.Defective} defective");
        Row(table, "training", $"{figures.TrainSeconds:f0} s, {figures.Steps} steps");
        Row(table, "scoring, file to score", $"{figures.ScoreMillisecondsPerImage:f1} ms an image");
        Row(table, "peak memory", $"{figures.PeakMemoryMegabytes:f0} MB");
        AnsiConsole.Write(table);

        // Whole lines, however narrow the window: paths are to be copied.
        Console.WriteLine($"model: {figures.ModelPath}");
        Console.WriteLine($"report: {figures.ReportPath}");
    }

    private static void Row(Table table, string name, FormattableString value) =>
        table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
}
