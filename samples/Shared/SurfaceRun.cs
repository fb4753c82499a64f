using System.Diagnostics;
using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Samples.Shared;

/// <summary>Trains on a surface, evaluates on its test images, and saves the model and a report.</summary>
internal sealed class SurfaceRun
{
    private SurfaceRun(FimNetTransformer model, IDataView scored, RunFigures figures)
    {
        Model = model;
        Scored = scored;
        Figures = figures;
    }

    public FimNetTransformer Model { get; }

    /// <summary>The scored test images.</summary>
    public IDataView Scored { get; }

    public RunFigures Figures { get; }

    /// <param name="mlContext">Its seed decides nothing: the options have one of their own.</param>
    /// <param name="root">An MVTec-style folder.</param>
    /// <param name="name">What the report calls the surface.</param>
    /// <param name="plan">How to train.</param>
    /// <param name="output">An existing folder for the model and the report.</param>
    /// <param name="watcher">Told of every step before the bar is.</param>
    public static SurfaceRun Run(MLContext mlContext, string root, string name, TrainingPlan plan, string output, IProgress<TrainingProgress>? watcher = null)
    {
        IDataView train = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train);
        IDataView test = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test);

        var watch = Stopwatch.StartNew();
        TransformerChain<FimNetTransformer> chain = TrainingBar.Show(watcher, progress => mlContext.Transforms
            .LoadSurfaceImages("Image", "ImagePath")
            .Append(mlContext.AnomalyDetection.Trainers.FimNet(plan.Options(), progress, plan.Checkpoints is { } folder ? new TrainingCheckpoints(folder) : null))
            .Fit(train));
        double trainSeconds = watch.Elapsed.TotalSeconds;

        string modelPath = Path.Combine(output, "fimnet-model.zip"), reportPath = Path.Combine(output, "report.html");
        Save(mlContext, chain, train.Schema, modelPath);
        IDataView scored = chain.Transform(test);
        Evaluation evaluation = Evaluation.Of(mlContext, chain.LastTransformer, scored, name, reportPath);
        return new SurfaceRun(chain.LastTransformer, scored, new RunFigures
        {
            Preset = plan.Preset,
            Budget = plan.Budget,
            Seed = plan.Seed,
            ImageAuRoc = evaluation.ImageAuRoc,
            PixelAuRoc = evaluation.Segmentation?.PixelAuRoc,
            PixelAuRocByDefect = evaluation.Segmentation?.ByDefect.ToDictionary(entry => entry.Key, entry => entry.Value.PixelAuRoc),
            ByDefect = evaluation.Segmentation?.ByDefect.ToDictionary(entry => entry.Key, entry => PixelFigures.Of(entry.Value)),
            AuPro = evaluation.Segmentation?.AuPro,
            AveragePrecision = evaluation.Segmentation?.AveragePrecision,
            F1Max = evaluation.Segmentation?.F1Max,
            Decisions = evaluation.Decisions,
            TrainSeconds = trainSeconds,
            Steps = chain.LastTransformer.TrainingSteps,
            ScoreMillisecondsPerImage = evaluation.MillisecondsPerImage,
            PeakMemoryMegabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
            ModelPath = modelPath,
            ReportPath = reportPath,
        });
    }

    private static void Save(MLContext mlContext, ITransformer model, DataViewSchema schema, string path)
    {
        string temporary = path + ".tmp";
        mlContext.Model.Save(model, schema, temporary);
        File.Move(temporary, path, overwrite: true);
    }
}
