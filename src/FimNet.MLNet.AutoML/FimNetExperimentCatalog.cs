using FimNet.MLNet;
using FimNet.MLNet.AutoML;
using FimNet.MLNet.Persistence;

namespace Microsoft.ML;

/// <summary>The extension of <see cref="AnomalyDetectionCatalog"/> that creates experiments.</summary>
public static class FimNetExperimentCatalog
{
    /// <summary>Creates an experiment that looks for the best options of FIM-Net, unsupervised surface-defect detection, within a budget.</summary>
    /// <param name="catalog">The anomaly detection catalog.</param>
    /// <param name="options">Where to start: the options of the first trial, and of all trials where the search space says nothing. <see langword="null"/> for <see cref="FimNetOptions.Fast"/>.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">A column name is empty or used twice, or the feature levels repeat.</exception>
    public static FimNetExperiment CreateFimNetExperiment(this AnomalyDetectionCatalog catalog, FimNetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= FimNetOptions.Fast;
        options.Validate();
        return new FimNetExperiment(catalog, options, HostSettings.Seed(catalog.Trainers.Environment()) ?? 0);
    }
}
