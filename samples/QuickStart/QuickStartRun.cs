using Microsoft.ML;
using Samples.Shared;
using Spectre.Console;

namespace QuickStart;

/// <summary>Data, training, evaluation, saving, and the second process: the main job from end to end.</summary>
internal static class QuickStartRun
{
    public static int Run(QuickStartSettings settings)
    {
        Directory.CreateDirectory(settings.Output);
        string root = TestSurface.Root(settings.Data, settings.Texture, settings.Output);
        SurfaceRun run = SurfaceRun.Run(new MLContext(settings.Plan.Seed), root, TestSurface.Name(settings.Data, settings.Texture), settings.Plan, settings.Output);
        Gallery.Write(run.Scored, run.Model, Path.Combine(settings.Output, "gallery"));

        FigureTable.Print(run.Figures);
        if (settings.Json is { } json)
        {
            JsonFile.Write(json, run.Figures);
        }

        AnsiConsole.Write(new Rule("a second process loads the model"));
        return ScoreProgram.Run(run.Figures.ModelPath, Path.Combine(root, "test"), Path.Combine(settings.Output, "heatmaps"));
    }
}
