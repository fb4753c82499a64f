using System.Diagnostics;
using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace QuickStart;

/// <summary>Data, training, evaluation, saving, and the second process: the main job from end to end.</summary>
internal static class QuickStartRun
{
    private const int TrainImages = 150;

    public static int Run(QuickStartSettings settings)
    {
        Directory.CreateDirectory(settings.Output);
        string root = settings.Data ?? WriteSurface(settings);
        var mlContext = new MLContext(settings.Seed);
        IDataView train = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train);
        IDataView test = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test);

        var watch = Stopwatch.StartNew();
        TransformerChain<FimNetTransformer> model = TrainingBar.Show(progress => mlContext.Transforms
            .LoadImages("Image", imageFolder: "", "ImagePath")
            .Append(mlContext.AnomalyDetection.Trainers.FimNet(settings.Options(), progress))
            .Fit(train));
        double trainSeconds = watch.Elapsed.TotalSeconds;

        IDataView scored = model.Transform(test);
        string surface = settings.Data is { } folder ? Path.GetFileName(Path.GetFullPath(folder)) : settings.Texture.ToString();
        Evaluation evaluation = Evaluation.Of(mlContext, model.LastTransformer, scored, surface, Path.Combine(settings.Output, "report.html"));
        Gallery.Write(scored, model.LastTransformer, Path.Combine(settings.Output, "gallery"));
        string modelPath = Path.Combine(settings.Output, "fimnet-model.zip");
        Save(mlContext, model, train.Schema, modelPath);

        var report = new QuickStartReport(settings, evaluation, trainSeconds, model.LastTransformer.TrainingHistory.Count, modelPath);
        report.Print();
        AnsiConsole.Write(new Rule("a second process loads the model"));
        int exitCode = ScoreProgram.Run(modelPath, Path.Combine(root, "test"), Path.Combine(settings.Output, "heatmaps"));
        if (settings.Json is { } json)
        {
            report.WriteJson(json);
        }

        return exitCode;
    }

    private static string WriteSurface(QuickStartSettings settings)
    {
        string root = Path.Combine(settings.Output, "data", settings.Texture.ToString().ToLowerInvariant());
        ProceduralDefectDataset.Write(root, settings.Texture, new ProceduralDefectDatasetOptions { TrainImages = TrainImages });
        return root;
    }

    private static void Save(MLContext mlContext, ITransformer model, DataViewSchema schema, string path)
    {
        string temporary = path + ".tmp";
        mlContext.Model.Save(model, schema, temporary);
        File.Move(temporary, path, overwrite: true);
    }
}
