using FimNet.MLNet;
using Microsoft.ML;
using Samples.Shared;

namespace Reproduce;

/// <summary>Trains and evaluates one variant.</summary>
internal static class Reproduction
{
    private const int LossesKept = 200;

    public static ReproductionFigures Run(ReproductionSettings settings)
    {
        Directory.CreateDirectory(settings.Output);
        var mlContext = new MLContext(settings.Plan.Seed);
        string root = TestSurface.Root(settings.Data, settings.Texture, settings.Output);
        IDataView test = TestSplit.LoadWhole(mlContext, root);
        using var snapshots = new Snapshots(settings.Plan.Options(), settings.CurvePoints, settings.Scorings);
        SurfaceRun run = SurfaceRun.Run(mlContext, root, $"{settings.SurfaceName}, variant {settings.Variant.Name}", settings.Plan, settings.Output, snapshots);
        if (snapshots.Others.Count == 0)
        {
            // The training was finished already and told of no step: its checkpoint has the network.
            IDataView train = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train);
            IDataView good = mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(train).Transform(train);
            snapshots.KeepEnd(options => mlContext.AnomalyDetection.Trainers.FimNet(options, checkpoints: new TrainingCheckpoints(settings.Plan.Checkpoints!)).Fit(good));
        }

        IDataView images = mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(test).Transform(test);
        PixelFigures? unsmoothed = snapshots.Unsmoothed is { } model ? PixelFigures.Of(mlContext.AnomalyDetection.EvaluateSegmentation(model.Transform(images))) : null;
        FinalScoring[] others = [.. snapshots.Others.Select(other => Accuracy.Of(mlContext, other.Model, images).As(other.Options))];
        CurvePoint[] curve = [.. snapshots.Kept.Select(snapshot => CurvePoint.Of(snapshot, Accuracy.Of(mlContext, snapshot.Model, images)))];
        RunFigures figures = run.Figures with { TrainSeconds = run.Figures.TrainSeconds - snapshots.Spent.TotalSeconds };
        return new ReproductionFigures(figures, settings, unsmoothed, others, curve, Some(run.Model.TrainingHistory));
    }

    private static List<TrainingLoss> Some(IReadOnlyList<TrainingLoss> history)
    {
        int step = Math.Max(1, history.Count / LossesKept);
        return [.. history.Where((_, i) => i % step == 0 || i == history.Count - 1)];
    }
}
