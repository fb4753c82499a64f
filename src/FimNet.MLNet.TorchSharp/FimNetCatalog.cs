using FimNet.MLNet;
using FimNet.MLNet.Persistence;

namespace Microsoft.ML;

/// <summary>Extensions of <see cref="AnomalyDetectionCatalog.AnomalyDetectionTrainers"/> that create FIM-Net trainers.</summary>
public static class FimNetCatalog
{
    /// <summary>Creates a trainer of FIM-Net, unsupervised surface-defect detection, with the settings most often changed.</summary>
    /// <param name="catalog">The anomaly detection trainers.</param>
    /// <param name="imageColumnName">Name of the Image column with defect-free surfaces.</param>
    /// <param name="imageSize">Width and height in pixels to which images are resized: a multiple of 64, from 64 to 8192.</param>
    /// <param name="stage1Steps">Optimiser steps of stage 1, learning from good patches; at least 1.</param>
    /// <param name="stage2Steps">Optimiser steps of stage 2, learning to repair generated defects; 0 leaves it out.</param>
    /// <param name="seed">Decides initial weights, patches and defects; null takes MLContext's seed, or else 0.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="imageColumnName"/> is empty.</exception>
    public static FimNetTrainer FimNet(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog,
        string imageColumnName = "Image",
        int imageSize = 256,
        int stage1Steps = 1500,
        int stage2Steps = 1500,
        int? seed = null) =>
        catalog.FimNet(FimNetOptions.Fast with
        {
            ImageColumnName = imageColumnName,
            ImageWidth = imageSize,
            ImageHeight = imageSize,
            Stage1 = TrainingLength.Steps(stage1Steps),
            Stage2 = TrainingLength.Steps(stage2Steps),
            Seed = seed,
        });

    /// <summary>Creates a trainer of FIM-Net, unsupervised surface-defect detection.</summary>
    /// <param name="catalog">The anomaly detection trainers.</param>
    /// <param name="options">Every choice; start from <see cref="FimNetOptions.Fast"/>, <see cref="FimNetOptions.Thorough"/> or <see cref="FimNetOptions.Paper"/>.</param>
    /// <param name="progress">Told after every step; null for nobody.</param>
    /// <param name="checkpoints">Where to keep what an interrupted training needs to continue; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the training between two steps.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option, or the interval of the checkpoints, is outside its range.</exception>
    /// <exception cref="ArgumentException">A column name is empty or used twice, the feature levels repeat, or the checkpoints' folder is blank.</exception>
    public static FimNetTrainer FimNet(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog,
        FimNetOptions options,
        IProgress<TrainingProgress>? progress = null,
        TrainingCheckpoints? checkpoints = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new FimNetTrainer(catalog.Environment(), options, progress, checkpoints, cancellationToken);
    }
}
