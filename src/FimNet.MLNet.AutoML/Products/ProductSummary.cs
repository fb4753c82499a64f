using System.Globalization;
using FimNet.MLNet.AutoML.Results;
using Microsoft.Data.Analysis;

namespace FimNet.MLNet.AutoML.Products;

/// <summary>One summary of all products: a table and a page.</summary>
internal static class ProductSummary
{
    public static void Write(string folder, IReadOnlyList<ProductResult> products)
    {
        AtomicFile.Write(Path.Combine(folder, "summary.csv"), temporary => DataFrame.SaveCsv(Table(products), temporary, cultureInfo: CultureInfo.InvariantCulture));
        AtomicFile.Write(Path.Combine(folder, "summary.html"), temporary =>
        {
            using var writer = new StreamWriter(temporary);
            ProductPage.Write(writer, products);
        });
    }

    /// <summary>One row a product.</summary>
    private static DataFrame Table(IReadOnlyList<ProductResult> products) => new(
    [
        new StringDataFrameColumn("Product", products.Select(product => product.Name)),
        new Int32DataFrameColumn("Trials", products.Select(product => product.Results?.Trials.Count ?? 0)),
        new Int32DataFrameColumn("BestTrial", products.Select(product => product.Best?.TrialSettings.TrialId)),
        new DoubleDataFrameColumn("Metric", products.Select(product => product.Best?.Metric)),
        new DoubleDataFrameColumn("DurationInMilliseconds", products.Select(product => product.Results?.Trials.Sum(trial => trial.DurationInMilliseconds))),
        new StringDataFrameColumn("FailureReason", products.Select(product => product.FailureReason ?? "")),
    ]);
}
