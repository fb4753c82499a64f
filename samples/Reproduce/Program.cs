using System.CommandLine;
using FimNet.MLNet;
using Reproduce;
using Samples.Shared;

var texture = new Option<ProceduralTexture>("--texture") { Description = "The embedded surface to train on when there is no --data.", DefaultValueFactory = _ => ProceduralTexture.Weave };
var data = new Option<string?>("--data") { Description = "An MVTec-style folder: train/good, test/good, test/<defect>, ground_truth/<defect>." };
var natural = new Option<string?>("--natural") { Description = "A folder of natural images to make training defects from; built-in textures otherwise." };
var output = new Option<string>("--out") { Description = "Where models and reports go, a folder a run.", DefaultValueFactory = _ => "reproduce-output" };
var preset = new Option<string>("--preset") { Description = "Settings to train with.", DefaultValueFactory = _ => "fast" }.AcceptOnlyFromAmong([.. TrainingPlan.Presets.Keys]);
var variant = new Option<string[]>("--variant")
{
    Description = "Which part of the method: " + string.Join("; ", Variant.All.Values.Select(v => $"{v.Name}, {v.Description}")) + ". Several with --table.",
    DefaultValueFactory = _ => ["A"],
    AllowMultipleArgumentsPerToken = true,
}.AcceptOnlyFromAmong([.. Variant.All.Keys]);
var imageSize = new Option<int?>("--image-size") { Description = "Side in pixels to which images are resized, a multiple of 64; the preset's otherwise." };
var budget = SecondsOption.Create("--budget", "Seconds of training; the preset's own length otherwise.");
var steps = new Option<int?>("--steps") { Description = "Optimiser steps of the training, instead of --budget." };
var seed = new Option<int[]>("--seed") { Description = "Decides weights, patches and defects. Several with --table.", DefaultValueFactory = _ => [0], AllowMultipleArgumentsPerToken = true };
var threads = new Option<int?>("--threads") { Description = "Threads of libtorch; its own choice otherwise." };
var checkpoints = new Option<string?>("--checkpoints") { Description = "A folder, with one inside for each run, from which an interrupted training continues; a finished one is evaluated anew, without a curve and with the seconds of this run." };
var curve = new Option<int>("--curve") { Description = "How many times to evaluate in the course of the training, for the JSON's curve. Nothing is chosen by it." };
var table = new Option<bool>("--table") { Description = "Runs every variant with every seed and prints a Markdown table." };
var scorings = new Option<Scorings>("--scorings") { Description = "How to score the network of the end besides: in all ways, or in the paper's two, MHFD and the pixel difference.", DefaultValueFactory = _ => Scorings.All };
var json = new Option<string?>("--json") { Description = "A file for the figures as JSON: an object, or with --table a list of them, written anew after every run." };

var command = new RootCommand("Trains FIM-Net, a part of it, or a baseline on a surface, and evaluates it.")
{
    texture, data, natural, output, preset, variant, imageSize, budget, steps, seed, threads, checkpoints, curve, scorings, table, json,
};
command.SetAction(arguments =>
{
    string[] variants = arguments.GetRequiredValue(variant);
    int[] seeds = arguments.GetRequiredValue(seed);
    bool asTable = arguments.GetValue(table);
    if (!asTable && variants.Length * seeds.Length > 1)
    {
        Console.Error.WriteLine("Several variants or seeds make a table: add --table.");
        return 1;
    }

    if (arguments.GetValue(budget) is not null && arguments.GetValue(steps) is not null)
    {
        Console.Error.WriteLine("--budget and --steps both say how long to train: give one.");
        return 1;
    }

    var runs = new List<ReproductionFigures>();
    try
    {
        foreach ((string name, int number) in variants.SelectMany(_ => seeds, (v, s) => (v, s)))
        {
            Variant chosen = Variant.All[name];
            runs.Add(Reproduction.Run(new ReproductionSettings
            {
                Texture = arguments.GetValue(texture),
                Data = arguments.GetValue(data),
                Variant = chosen,
                Plan = new TrainingPlan
                {
                    Preset = arguments.GetRequiredValue(preset),
                    Natural = arguments.GetValue(natural),
                    ImageSize = arguments.GetValue(imageSize),
                    Budget = arguments.GetValue(budget),
                    Steps = arguments.GetValue(steps),
                    Seed = number,
                    Threads = arguments.GetValue(threads),
                    Checkpoints = arguments.GetValue(checkpoints) is { } folder ? Path.Combine(folder, $"{name}-{number}") : null,
                    Adapt = chosen.Adapt,
                },
                CurvePoints = arguments.GetValue(curve),
                Scorings = arguments.GetValue(scorings),
                Output = Path.Combine(Path.GetFullPath(arguments.GetRequiredValue(output)), $"{name}-{number}"),
            }));
            if (arguments.GetValue(json) is { } path)
            {
                JsonFile.Write(path, asTable ? runs : runs[0]);
            }
        }
    }
    catch (Exception e) when (e is ImageReadException or LibTorchLoadException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or TrainingCheckpointException)
    {
        Console.Error.WriteLine(e.Message);
        if (runs.Count > 0)
        {
            Console.WriteLine(ResultTable.Markdown(runs));
        }

        return 1;
    }

    Console.WriteLine(ResultTable.Markdown(runs));
    return 0;
});
return command.Parse(args).Invoke();
