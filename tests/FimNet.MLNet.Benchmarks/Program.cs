using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FimNet.MLNet.Benchmarks.Paired;
using FimNet.MLNet.Benchmarks.Scaling;
using FimNet.MLNet.Benchmarks.Studies;
using FimNet.MLNet.Benchmarks.Workloads;

if (args is [Worker.Option, "score", string model, string image, string engines])
{
    ScoringWorker.Run(model, image, int.Parse(engines, CultureInfo.InvariantCulture));
    return 0;
}

if (args is [Worker.Option, EvaluationWorker.Name, string maps])
{
    EvaluationWorker.Run(maps);
    return 0;
}

if (args is [Worker.Option, "soak"])
{
    TrainingWorker.RunLong(steps: 10_000);
    return 0;
}

if (args is [Worker.Option, string kind])
{
    TrainingWorker.Run(kind);
    return 0;
}

var paired = new Option<bool>("--paired") { Description = "Times the library against what users would otherwise run, in turns: about 4 minutes." };
var scaling = new Option<bool>("--scaling") { Description = "Times scoring against image size, threads, memory items, models side by side and number of images: about 4 minutes." };
var soak = new Option<bool>("--soak") { Description = "Watches resident memory over 10,000 scorings and 10,000 training steps: about 10 minutes." };
var threads = new Option<int>("--threads") { Description = "How many engines on threads of their own share the scorings of --soak.", DefaultValueFactory = _ => 1 };
var quantization = new Option<FileInfo?>("--quantization") { Description = "A saved model, to be compared with itself in 8 bits on the test set of --data." };
var evaluation = new Option<bool>("--evaluation") { Description = "Time and memory of evaluating 120 synthetic maps of 512x512: half a minute. With --model and --data: that model's, and every figure against a slow computation of it." };
var calibration = new Option<bool>("--calibration") { Description = "Compares false-alarm rates asked for and realised on the good images of --data: about 5 minutes." };
var savedModel = new Option<FileInfo?>("--model") { Description = "A saved model for --evaluation; the model of --calibration, trained and written when the file is missing, loaded when it is there." };
var data = new Option<DirectoryInfo?>("--data") { Description = "The MVTec-style folder of --calibration and --screening, or the one that the model of --quantization or --evaluation was trained on." };
var screening = new Option<bool>("--screening") { Description = "Mixes defective images of --data into its good ones and counts those found: 600 training steps." };
var ranking = new Option<bool>("--ranking") { Description = "Trials of an experiment on the images of --data, ranked by its validation set and by the test set, and how well both agree." };
var natural = new Option<DirectoryInfo?>("--natural") { Description = "Natural images for the training defects of --ranking; built-in textures otherwise." };
var models = new Option<int>("--models") { Description = "Trials of --ranking.", DefaultValueFactory = _ => 12 };
var steps = new Option<int>("--steps") { Description = "Optimiser steps of a training of --ranking.", DefaultValueFactory = _ => 600 };
var output = new Option<DirectoryInfo>("--out") { Description = "The folder of --ranking, from which one that was interrupted continues.", DefaultValueFactory = _ => new DirectoryInfo("ranking-output") };
var layers = new Option<bool>("--layers") { Description = "Times each layer of a training step alone: half a minute." };
var json = new Option<FileInfo?>("--json") { Description = "Where the results of --paired go as JSON." };
var command = new RootCommand("Benchmarks of FimNet.MLNet. Without an option of its own: BenchmarkDotNet, with its arguments.")
{
    paired, json, scaling, soak, threads, quantization, evaluation, calibration, savedModel, data, screening, ranking, natural, models, steps, output, layers,
};
command.TreatUnmatchedTokensAsErrors = false;
command.SetAction(arguments =>
{
    bool hasData = arguments.GetValue(data) is not null, hasModel = arguments.GetValue(savedModel) is not null;
    if (!hasData && (arguments.GetValue(quantization) is not null || arguments.GetValue(calibration) || arguments.GetValue(screening) || arguments.GetValue(ranking)))
    {
        Console.Error.WriteLine("--quantization, --calibration, --screening and --ranking need --data.");
        return 1;
    }

    if (arguments.GetValue(evaluation) && hasData != hasModel)
    {
        Console.Error.WriteLine("--evaluation takes both of --model and --data, or none.");
        return 1;
    }

    if (arguments.GetValue(paired))
    {
        PairedRun.Run(arguments.GetValue(json));
    }
    else if (arguments.GetValue(scaling))
    {
        ScalingRun.Run();
    }
    else if (arguments.GetValue(quantization) is { } saved && arguments.GetValue(data) is { } folder)
    {
        QuantizationAccuracy.Run(saved.FullName, folder.FullName);
    }
    else if (arguments.GetValue(evaluation))
    {
        if (arguments.GetValue(savedModel) is { } scoring && arguments.GetValue(data) is { } test)
        {
            EvaluationStudy.Run(scoring.FullName, test.FullName);
        }
        else
        {
            EvaluationStudy.Run();
        }
    }
    else if (arguments.GetValue(calibration) && arguments.GetValue(data) is { } studied)
    {
        CalibrationStudy.Run(studied.FullName, arguments.GetValue(savedModel)?.FullName);
    }
    else if (arguments.GetValue(screening) && arguments.GetValue(data) is { } contaminated)
    {
        ScreeningStudy.Run(contaminated.FullName);
    }
    else if (arguments.GetValue(ranking) && arguments.GetValue(data) is { } ranked)
    {
        RankingStudy.Run(ranked.FullName, arguments.GetValue(natural)?.FullName, arguments.GetValue(models), arguments.GetValue(steps), arguments.GetRequiredValue(output).FullName);
    }
    else if (arguments.GetValue(layers))
    {
        LayerProfile.Run();
    }
    else if (arguments.GetValue(soak))
    {
        SoakRun.Run(arguments.GetValue(threads));
    }
    else
    {
        BenchmarkSwitcher.FromAssembly(typeof(PairedRun).Assembly).Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
    }

    return 0;
});
return command.Parse(args).Invoke();
