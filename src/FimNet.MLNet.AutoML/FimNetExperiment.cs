using System.Globalization;
using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Products;
using FimNet.MLNet.AutoML.Trials;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML;

/// <summary>Tries options of FIM-Net for as long as it is told and gives the best model, with a table of everything that was tried. Its verbs are those of ML.NET's AutoMLExperiment.</summary>
/// <remarks>
/// <para>No labels are needed: without defective images a validation set is made of good ones that are held back, with artificial defects of kinds that no training makes. The validation set decides; keep a test set apart from it.</para>
/// <para>Every result is on disk before the next trial starts. A process that was killed continues when the same lines run again on the same folder: no trial is lost and none repeated.</para>
/// <para>docs/experiments.md compares the lines with those of an AutoMLExperiment and says what is promised.</para>
/// </remarks>
public sealed class FimNetExperiment
{
    private readonly AnomalyDetectionCatalog _catalog;
    private ExperimentSettings _settings;

    internal FimNetExperiment(AnomalyDetectionCatalog catalog, FimNetOptions options, int seed)
    {
        _catalog = catalog;
        _settings = new ExperimentSettings { Options = options, Seed = seed };
    }

    /// <summary>All trials of the last run; <see langword="null"/> before the first.</summary>
    public FimNetExperimentResults? Results { get; private set; }

    /// <summary>
    /// Sets how long the experiment may run. The length of trainings then follows from this time, and the options' own is not looked at. What is being scored when the time is over is let come to its end,
    /// and so is a training while none has. In a folder that has trials already the length stays what it was, and more time makes more of them.
    /// </summary>
    /// <param name="trainingTimeInSeconds">Above 0. Time that earlier processes spent on trials in the same folder counts.</param>
    /// <returns>This experiment.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is 0.</exception>
    public FimNetExperiment SetTrainingTimeInSeconds(uint trainingTimeInSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfZero(trainingTimeInSeconds);
        return With(_settings with { Seconds = trainingTimeInSeconds });
    }

    /// <summary>Sets how many models are tried at most. Half of them are trained, the others are other ways of scoring the best trained one.</summary>
    /// <param name="maxModel">At least 1.</param>
    /// <returns>This experiment.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxModel"/> is below 1.</exception>
    public FimNetExperiment SetMaxModelToExplore(int maxModel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxModel, 1);
        return With(_settings with { MostModels = maxModel });
    }

    /// <summary>Sets the images to train with. A fifth of them, at most 32, is held back for validation, once as they are and once with an artificial defect each.</summary>
    /// <param name="train">Good images, at least three: with the options' image column, or with their paths in a Text column ImagePath.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetDataset(IDataView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return With(_settings with { Dataset = new ExperimentDataset(train, Validation: null, Fraction: null) });
    }

    /// <summary>Sets the images to train with, and the share of them that is held back for validation, once as they are and once with an artificial defect each.</summary>
    /// <param name="train">Good images, at least three: with the options' image column, or with their paths in a Text column ImagePath.</param>
    /// <param name="validationFraction">Above 0, below 1.</param>
    /// <returns>This experiment.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="validationFraction"/> is out of its range.</exception>
    public FimNetExperiment SetDataset(IDataView train, double validationFraction)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!(validationFraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(validationFraction), validationFraction, string.Create(CultureInfo.InvariantCulture, $"validationFraction is {validationFraction}; it must be above 0 and below 1."));
        }

        return With(_settings with { Dataset = new ExperimentDataset(train, Validation: null, validationFraction) });
    }

    /// <summary>Sets the images to train with and those to validate with.</summary>
    /// <param name="train">Good images, at least two: with the options' image column, or with their paths in a Text column ImagePath.</param>
    /// <param name="validation">
    /// Other images, loaded in the same way. With defective ones, which a column Label (Boolean, or Single with 1 for defective) tells apart and whose mask pictures a Text column MaskPath names, these decide. Where all are good,
    /// each of them is used once more with an artificial defect.
    /// </param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetDataset(IDataView train, IDataView validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        return With(_settings with { Dataset = new ExperimentDataset(train, validation, Fraction: null) });
    }

    /// <summary>Sets what trials are compared by. Default: <see cref="FimNetMetric.PixelAuRoc"/>.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetMetric(FimNetMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return With(_settings with { Metric = metric });
    }

    /// <summary>Sets which options are tried. Default: <see cref="FimNetSearchSpace.Default"/>.</summary>
    /// <param name="searchSpace">The search space.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetSearchSpace(FimNetSearchSpace searchSpace)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        return With(_settings with { SearchSpace = searchSpace });
    }

    /// <summary>Sets how the budget is spent. Default: <see cref="FimNetTuner.SuccessiveHalving"/>.</summary>
    /// <param name="tuner">The tuner.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetTuner(FimNetTuner tuner)
    {
        ArgumentNullException.ThrowIfNull(tuner);
        return With(_settings with { Tuner = tuner });
    }

    /// <summary>Sets who is told of the trials while the experiment runs.</summary>
    /// <param name="monitor">The monitor.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetMonitor(IMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return With(_settings with { Monitor = monitor });
    }

    /// <summary>Sets what decides which images are held back, the artificial defects, what is tried, and the options' seed where they have none. Default: MLContext's seed, or else 0.</summary>
    /// <param name="seed">The seed. Unless there is a time, the same one gives the same trials on the CPU of one machine.</param>
    /// <returns>This experiment.</returns>
    public FimNetExperiment SetSeed(int seed) => With(_settings with { Seed = seed });

    /// <summary>Sets the folder where everything is kept: trials, models, checkpoints, and the images at the model's size. A run that finds an earlier one there continues it.</summary>
    /// <param name="folder">A folder for this experiment alone: an empty one, one that does not exist yet, or that of an earlier run. A model takes 30 MB, a paused training 230 MB.</param>
    /// <returns>This experiment.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public FimNetExperiment SetCheckpointFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return With(_settings with { Folder = folder });
    }

    /// <summary>Runs the experiment to the end of its budget.</summary>
    /// <returns>The best trial, as <see cref="FimNetExperimentResults.Best"/> says.</returns>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public TrialResult Run() => Run(CancellationToken.None);

    /// <summary>Runs the experiment to the end of its budget, or until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends the experiment within a step; the best trial so far is then the result.</param>
    /// <returns>The best trial, as <see cref="FimNetExperimentResults.Best"/> says.</returns>
    /// <exception cref="InvalidOperationException">There is no data set or no budget, the options have a column of defective images or name a scored column as one of <see cref="DefectDatasetRow"/> is named, there are too few images, masks are missing that the metric needs, the GPU that was asked for is missing, Precision is Mixed and the processor does not multiply so itself, or all trials failed.</exception>
    /// <exception cref="ArgumentException">An option is wrong, or a column is missing or of another type.</exception>
    /// <exception cref="ImageReadException">An image or mask is missing or cannot be decoded.</exception>
    /// <exception cref="ExperimentFolderException">The folder is in use, of another experiment or of one with the other kind of budget, not empty and of none, damaged, or cannot be written.</exception>
    /// <exception cref="TimeoutException">The time was over before a training began.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a trial had a result.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    public Task<TrialResult> RunAsync(CancellationToken cancellationToken = default) => Task.Run(() => Run(cancellationToken), CancellationToken.None);

    /// <summary>
    /// Runs an experiment for each of several products, with these settings, a folder of its own below this experiment's, and an equal share of its time and number of models each. A summary of all is written to summary.csv
    /// and summary.html after each product. A product that fails is in it with its reason, and the others go on. As with one product, the same lines continue what was interrupted.
    /// </summary>
    /// <param name="products">The products; what <see cref="SetDataset(IDataView)"/> was given is not looked at.</param>
    /// <param name="cancellationToken">Ends the run: the products so far are then the result.</param>
    /// <returns>One result a product, in the given order.</returns>
    /// <exception cref="ArgumentException">There are no products, or two have the same name.</exception>
    /// <exception cref="InvalidOperationException">No folder or no budget was set.</exception>
    /// <exception cref="IOException">The summary cannot be written, after the last product either.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    /// <exception cref="LibTorchLoadException">libtorch cannot be loaded.</exception>
    public IReadOnlyList<ProductResult> RunProducts(IEnumerable<ProductDataset> products, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(products);
        return ProductRun.Run(_catalog, _settings, [.. products], cancellationToken);
    }

    internal TrialResult Run(CancellationToken token)
    {
        Results = ExperimentSession.Run(_catalog, _settings, token);
        return Results.Best!;
    }

    private FimNetExperiment With(ExperimentSettings settings)
    {
        _settings = settings;
        return this;
    }
}
