using System.Globalization;

namespace Reproduce;

/// <summary>Runs of several variants and seeds as a Markdown table.</summary>
internal static class ResultTable
{
    public static string Markdown(IReadOnlyCollection<ReproductionFigures> runs)
    {
        IEnumerable<string> rows = runs.GroupBy(run => run.Variant).Select(variant => string.Create(
            CultureInfo.InvariantCulture,
            $"| {variant.Key}: {Reproduce.Variant.All[variant.Key].Description} | {variant.Count()} | {Cell(variant, run => run.PixelAuRoc)} | {Cell(variant, run => run.Unsmoothed.PixelAuRoc)} | {Cell(variant, run => run.ImageAuRoc)} | {Cell(variant, run => run.AuPro)} | {Cell(variant, run => run.AveragePrecision)} | {variant.Average(run => run.TrainSeconds):f0} | {variant.Average(run => run.Steps):f0} |"));
        return string.Join(
            '\n',
            [
                "| variant | seeds | pixel AuROC | pixel AuROC, map not smoothed | image AuROC | AUPRO | average precision | training, s | steps |",
                "|---|---|---|---|---|---|---|---|---|",
                .. rows,
            ]);
    }

    /// <summary>The mean, and the lowest and the highest when there are several.</summary>
    private static string Cell(IEnumerable<ReproductionFigures> runs, Func<ReproductionFigures, double?> figure)
    {
        double[] values = [.. runs.Select(figure).OfType<double>()];
        return values.Length switch
        {
            0 => "",
            1 => values[0].ToString("f4", CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{values.Average():f4} ({values.Min():f4} to {values.Max():f4})"),
        };
    }
}
