using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Persistence;

/// <summary>The user's host environment behind ML.NET's catalogs.</summary>
internal static class CatalogAccess
{
    public static IHostEnvironment Environment(this TransformsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);

    public static IHostEnvironment Environment(this AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers) => CatalogUtils.GetEnvironment(trainers);

    public static IHostEnvironment Environment(this DataOperationsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);
}
