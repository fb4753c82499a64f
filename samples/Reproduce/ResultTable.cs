using System.Globalization;

namespace Reproduce;

/// <summary>Runs of several variants and seeds as a Markdown table.</summary>
internal static class ResultTable
{
    public static string Markdown(IReadOnlyCollection<ReproductionFigures> runs) => string.Join(
        '\n',
        [
            "| variant | scoring | seeds | pixel AuROC | image AuROC | AUPRO | training, s | steps |",
            "|---|---|---|---|---|---|---|---|",
            .. runs.GroupBy(run => run.Variant).SelectMany(Rows),
        ]);

    /// <summary>The variant's own scoring, and the others of its networks below it.</summary>
    private static IEnumerable<string> Rows(IGrouping<string, ReproductionFigures> variant)
    {
        yield return Row(
            $"{variant.Key}: {Variant.All[variant.Key].Description}",
            [.. variant.Select(run => run.Scoring)],
            string.Create(CultureInfo.InvariantCulture, $"{variant.Average(run => run.TrainSeconds):f0} | {variant.Average(run => run.Steps):f0}"));
        foreach (IGrouping<string, FinalScoring> other in variant.SelectMany(run => run.OtherScorings).GroupBy(other => other.Way))
        {
            yield return Row("", [.. other], " | ");
        }
    }

    private static string Row(string variant, FinalScoring[] runs, string training) =>
        $"| {variant} | {runs[0].Way} | {runs.Length} | {Cell(runs.Select(run => run.PixelAuRoc))} | {Cell(runs.Select(run => run.ImageAuRoc))} | {Cell(runs.Select(run => run.AuPro))} | {training} |";

    /// <summary>The mean, and the lowest and the highest when there are several.</summary>
    private static string Cell(IEnumerable<double> figures)
    {
        double[] values = [.. figures];
        return values.Length == 1
            ? values[0].ToString("f4", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{values.Average():f4} ({values.Min():f4} to {values.Max():f4})");
    }
}
