using System.Globalization;
using FimNet.MLNet.AutoML;
using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>
/// How well the ranking of an experiment's trials on its validation set, artificial defects in good images that were held back, agrees with their ranking on the test set. The test set is for this report alone and
/// chooses nothing.
/// </summary>
internal static class RankingStudy
{
    /// <param name="root">An MVTec-style folder.</param>
    /// <param name="natural">A folder of natural images for the training's defects; null for the built-in textures.</param>
    /// <param name="models">How many trials.</param>
    /// <param name="steps">Optimiser steps of a training.</param>
    /// <param name="output">The experiment's folder; a study that was interrupted continues from it.</param>
    public static void Run(string root, string? natural, int models, int steps, string output)
    {
        var mlContext = new MLContext(seed: 0);
        FimNetOptions options = FimNetOptions.Fast with { Stage1 = TrainingLength.Steps(steps - (steps / 2)), Stage2 = TrainingLength.Steps(steps / 2) };
        FimNetExperiment experiment = mlContext.AnomalyDetection.CreateFimNetExperiment(options with { Defects = options.Defects with { NaturalImageFolder = natural } })
            .SetDataset(mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train))
            .SetTuner(FimNetTuner.Random)
            .SetMaxModelToExplore(models)
            .SetCheckpointFolder(output);
        experiment.Run();

        IDataView test = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test);
        (TrialResult Trial, TrialMetrics Validation, double Image, SegmentationMetrics Pixels)[] rows = [.. experiment.Results!.Trials
            .Where(trial => trial.LearningCurve.Count > 0)
            .Select(trial =>
            {
                IDataView scored = trial.Model.Transform(test);
                double image = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1).AreaUnderRocCurve;
                return (trial, trial.LearningCurve[^1].Metrics, image, mlContext.AnomalyDetection.EvaluateSegmentation(scored));
            })];

        Console.WriteLine("| trial | network of | image AuROC, validation | test | pixel AuROC, validation | test | AUPRO, validation | test |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach ((TrialResult trial, TrialMetrics validation, double image, SegmentationMetrics pixels) in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {trial.TrialSettings.TrialId} | {trial.TrialSettings.TrainingId} | {validation.ImageAuRoc:f4} | {image:f4} | {validation.PixelAuRoc:f4} | {pixels.PixelAuRoc:f4} | {validation.AuPro:f4} | {pixels.AuPro:f4} |"));
        }

        Report("image AuROC", [.. rows.Select(row => row.Validation.ImageAuRoc)], [.. rows.Select(row => row.Image)]);
        Report("pixel AuROC", [.. rows.Select(row => row.Validation.PixelAuRoc!.Value)], [.. rows.Select(row => row.Pixels.PixelAuRoc)]);
        Report("AUPRO", [.. rows.Select(row => row.Validation.AuPro!.Value)], [.. rows.Select(row => row.Pixels.AuPro)]);
    }

    private static void Report(string metric, double[] validation, double[] test) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"Spearman's rho of {metric} over {test.Length} trials, validation and test: {RankCorrelation.Of(validation, test):f3}"));
}
