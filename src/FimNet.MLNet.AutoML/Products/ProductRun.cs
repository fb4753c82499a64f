using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Trials;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Products;

/// <summary>Experiments for several products, one after another, that share a budget.</summary>
internal static class ProductRun
{
    public static IReadOnlyList<ProductResult> Run(AnomalyDetectionCatalog catalog, ExperimentSettings settings, IReadOnlyList<ProductDataset> products, CancellationToken token)
    {
        Check(settings, products);
        Directory.CreateDirectory(settings.Folder!);
        var results = new List<ProductResult>();
        bool isWritten = true;
        foreach (ProductDataset product in products)
        {
            if (token.IsCancellationRequested)
            {
                break;
            }

            results.Add(Run(catalog, Share(settings, products.Count, product), product.Name, token));
            isWritten = TryWrite(settings.Folder!, results);
        }

        if (!isWritten)
        {
            ProductSummary.Write(settings.Folder!, results);
        }

        return results;
    }

    /// <summary>A summary that cannot be replaced, because another program has it open for one, must not keep the other products from being trained.</summary>
    private static bool TryWrite(string folder, List<ProductResult> results)
    {
        try
        {
            ProductSummary.Write(folder, results);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProductResult Run(AnomalyDetectionCatalog catalog, ExperimentSettings settings, string name, CancellationToken token)
    {
        try
        {
            return new ProductResult(name, ExperimentSession.Run(catalog, settings, token), failureReason: null);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or ImageReadException or ExperimentFolderException or TimeoutException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            return new ProductResult(name, results: null, e.Message);
        }
    }

    private static ExperimentSettings Share(ExperimentSettings settings, int products, ProductDataset product) => settings with
    {
        Dataset = new ExperimentDataset(product.Train, product.Validation, Fraction: null),
        Seconds = settings.Seconds / products,
        MostModels = settings.MostModels is { } most ? Math.Max(1, most / products) : null,
        Folder = Path.Combine(settings.Folder!, product.Name),
    };

    private static void Check(ExperimentSettings settings, IReadOnlyList<ProductDataset> products)
    {
        if (products.Count == 0)
        {
            throw new ArgumentException("There are no products. Give at least one.", nameof(products));
        }

        if (products.GroupBy(product => product.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two products are called '{twice.Key}'; each needs a name of its own.", nameof(products));
        }

        if (settings.Folder is null)
        {
            throw new InvalidOperationException("Several products need a folder for their models and the summary. Call SetCheckpointFolder before RunProducts.");
        }

        settings.RequireBudget();
    }
}
