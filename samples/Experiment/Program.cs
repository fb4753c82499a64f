using System.CommandLine;
using Experiment;
using FimNet.MLNet;
using FimNet.MLNet.AutoML;
using Microsoft.ML;
using Samples.Shared;

var data = new Option<string?>("--data") { Description = "An MVTec-style folder: train/good, test/good, test/<defect>, ground_truth/<defect>. An embedded surface otherwise." };
var budget = new Option<uint>("--budget") { Description = "Seconds for the experiment, and as many again to train the Fast preset for comparison.", DefaultValueFactory = _ => 120 };
var output = new Option<string>("--out") { Description = "Where everything is written. A run that was interrupted continues from here.", DefaultValueFactory = _ => "experiment-output" };
var json = new Option<string?>("--json") { Description = "A file for the figures as JSON." };
var command = new RootCommand("Looks for the best options of FIM-Net within a budget, and compares the result with the Fast preset.") { data, budget, output, json };
command.SetAction(arguments =>
{
    try
    {
        string folder = Path.GetFullPath(arguments.GetRequiredValue(output));
        uint seconds = arguments.GetValue(budget);
        Directory.CreateDirectory(folder);
        string root = TestSurface.Root(arguments.GetValue(data), ProceduralTexture.Weave, folder);
        var mlContext = new MLContext(seed: 0);
        IDataView train = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Train), test = TestSplit.LoadWhole(mlContext, root);

        FimNetExperiment experiment = mlContext.AnomalyDetection.CreateFimNetExperiment()
            .SetDataset(train)
            .SetMetric(FimNetMetric.PixelAuRoc)
            .SetTrainingTimeInSeconds(seconds)
            .SetCheckpointFolder(Path.Combine(folder, "experiment"))
            .SetMonitor(new ConsoleMonitor());
        TrialResult best = experiment.Run();
        mlContext.Model.Save(best.Model, train.Schema, Path.Combine(folder, "best.zip"));
        experiment.Results!.SaveCsv(Path.Combine(folder, "trials.csv"));
        experiment.Results.SaveHtml(Path.Combine(folder, "trials.html"));

        // The preset as it is, with all of the time for its one training, on the same validation set.
        TrialResult preset = mlContext.AnomalyDetection.CreateFimNetExperiment(FimNetOptions.Fast.WithBudget(TimeSpan.FromSeconds(seconds)))
            .SetDataset(train).SetMaxModelToExplore(1).SetTuner(FimNetTuner.Random).SetCheckpointFolder(Path.Combine(folder, $"preset-{seconds}")).Run();

        IDataView scored = best.Model.Transform(test);
        double image = mlContext.AnomalyDetection.Evaluate(scored).AreaUnderRocCurve, pixel = mlContext.AnomalyDetection.EvaluateSegmentation(scored).PixelAuRoc;
        Console.WriteLine(FormattableString.Invariant($"Validation: best {best.Metric:f5} (trial {best.TrialSettings.TrialId}), Fast preset {preset.Metric:f5}. Test: image AuROC {image:f4}, pixel AuROC {pixel:f4}."));
        if (arguments.GetValue(json) is { } path)
        {
            JsonFile.Write(path, new { Trials = experiment.Results.Trials.Count, BestMetric = best.Metric, DefaultMetric = preset.Metric, TestImageAuRoc = image, TestPixelAuRoc = pixel });
        }

        return 0;
    }
    catch (Exception e) when (e is ImageReadException or ExperimentFolderException or LibTorchLoadException or TimeoutException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
