using System.CommandLine;
using FimNet.MLNet;
using QuickStart;
using Samples.Shared;

var texture = new Option<ProceduralTexture>("--texture") { Description = "The embedded surface to train on when there is no --data.", DefaultValueFactory = _ => ProceduralTexture.Weave };
var data = new Option<string?>("--data") { Description = "An MVTec-style folder: train/good, test/good, test/<defect>, ground_truth/<defect>." };
var natural = new Option<string?>("--natural") { Description = "A folder of natural images to make training defects from; built-in textures otherwise." };
var output = new Option<string>("--out") { Description = "Where everything is written.", DefaultValueFactory = _ => "quickstart-output" };
var preset = new Option<string>("--preset") { Description = "Settings to train with.", DefaultValueFactory = _ => "fast" }.AcceptOnlyFromAmong([.. TrainingPlan.Presets.Keys]);
var imageSize = new Option<int?>("--image-size") { Description = "Side in pixels to which images are resized, a multiple of 64; the preset's otherwise." };
var budget = SecondsOption.Create("--budget", $"Seconds of training. Default: {QuickStartSettings.EmbeddedBudget} on an embedded surface when no --preset is named, else the preset's own length.");
var seed = new Option<int>("--seed") { Description = "Decides weights, patches and defects." };
var threads = new Option<int?>("--threads") { Description = "Threads of libtorch; its own choice otherwise." };
var json = new Option<string?>("--json") { Description = "A file for the figures as JSON." };

var command = new RootCommand("Trains FIM-Net on a surface, evaluates it, saves it, and has a second process load it and draw heatmaps.")
{
    texture, data, natural, output, preset, imageSize, budget, seed, threads, json,
};
command.SetAction(arguments =>
{
    try
    {
        string? dataFolder = arguments.GetValue(data);
        var settings = new QuickStartSettings
        {
            Texture = arguments.GetValue(texture),
            Data = dataFolder,
            Plan = new TrainingPlan
            {
                Preset = arguments.GetRequiredValue(preset),
                Natural = arguments.GetValue(natural),
                ImageSize = arguments.GetValue(imageSize),
                Budget = arguments.GetValue(budget) ?? (dataFolder is null && arguments.GetResult(preset) is not { Implicit: false } ? QuickStartSettings.EmbeddedBudget : null),
                Seed = arguments.GetValue(seed),
                Threads = arguments.GetValue(threads),
            },
            Output = Path.GetFullPath(arguments.GetRequiredValue(output)),
            Json = arguments.GetValue(json),
        };
        return QuickStartRun.Run(settings);
    }
    catch (Exception e) when (e is ImageReadException or ModelFormatException or LibTorchLoadException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
