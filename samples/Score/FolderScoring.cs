using System.Diagnostics;
using System.Globalization;
using System.Text;
using FimNet.MLNet;
using Microsoft.ML;
using Spectre.Console;

namespace Score;

internal static class FolderScoring
{
    private const int RowsShown = 10;

    // Tells the heatmaps of an earlier run from images of the surface.
    private const string HeatmapEnding = ".map.png";

    public static void Run(string modelPath, string folder, string output, ImageErrorPolicy? onError)
    {
        var mlContext = new MLContext();
        ITransformer model = mlContext.Model.LoadFimNet(modelPath, out _);
        if (onError is { } policy)
        {
            model = model.WithImageOptions(new SurfaceImageOptions { OnError = policy });
        }

        FimNetTransformer fimNet = model.FimNet();
        List<Surface> surfaces = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".BMP" && !path.EndsWith(HeatmapEnding, StringComparison.Ordinal) && !IsHidden(Path.GetRelativePath(folder, path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new Surface { ImagePath = path })
            .ToList();
        if (surfaces.Count == 0)
        {
            throw new InvalidOperationException($"There is no PNG, JPEG or BMP file in '{folder}'.");
        }

        ScoreOne(mlContext, model, surfaces[0]);
        ScoreAll(mlContext, model, fimNet, surfaces, folder, output);
        AnsiConsole.WriteLine($"libtorch in this process: {(IsTorchLoaded() ? "yes" : "no")}");
    }

    // One image at a time, as a web service or a camera's event handler would do it.
    private static void ScoreOne(MLContext mlContext, ITransformer model, Surface surface)
    {
        using PredictionEngine<Surface, Inspection> engine = mlContext.Model.CreatePredictionEngine<Surface, Inspection>(model, ignoreMissingColumns: true);
        Inspection inspection = engine.Predict(surface);
        AnsiConsole.WriteLine(inspection.ImageError.Length > 0
            ? $"PredictionEngine: {inspection.ImageError}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"PredictionEngine: {Path.GetFileName(surface.ImagePath)} has score {inspection.Score:g6}, {(inspection.PredictedLabel ? "defective" : "good")}."));
    }

    // A whole folder through a lazy view: images are decoded and scored ahead of the loop.
    private static void ScoreAll(MLContext mlContext, ITransformer model, FimNetTransformer fimNet, List<Surface> surfaces, string folder, string output)
    {
        Directory.CreateDirectory(output);
        IDataView scored = model.Transform(mlContext.Data.LoadFromEnumerable(surfaces));
        var csv = new StringBuilder("image,score,predictedDefective,error\n");
        var table = new Table().AddColumns("image", "score", "decision");
        MapScale scale = MapScale.Around(fimNet.PixelThreshold);
        int count = 0, unreadable = 0;
        var watch = Stopwatch.StartNew();
        foreach (Inspection inspection in mlContext.Data.CreateEnumerable<Inspection>(scored, reuseRowObject: true, ignoreMissingColumns: true))
        {
            string name = Path.GetRelativePath(folder, inspection.ImagePath);
            string score = inspection.Score.ToString("g6", CultureInfo.InvariantCulture);
            bool isReadable = inspection.ImageError.Length == 0;
            string decision = isReadable ? inspection.PredictedLabel.ToString() : "";
            csv.Append(CultureInfo.InvariantCulture, $"{Quoted(inspection.ImagePath)},{score},{decision},{(isReadable ? "" : Quoted(inspection.ImageError))}\n");
            if (count++ < RowsShown)
            {
                table.AddRow(Markup.Escape(name), score, !isReadable ? "[yellow]unreadable[/]" : inspection.PredictedLabel ? "[red]defective[/]" : "[green]good[/]");
            }

            if (!isReadable)
            {
                unreadable++;
                continue;
            }

            var map = new AnomalyMap(fimNet.ImageWidth, fimNet.ImageHeight, inspection.AnomalyMap);
            RgbImage overlay = AnomalyMapPicture.Overlay(RgbImage.Load(inspection.ImagePath), map, scale);
            string heatmap = Path.Combine(output, name + HeatmapEnding);
            Directory.CreateDirectory(Path.GetDirectoryName(heatmap)!);
            AnomalyMapPicture.WithColourBar(overlay, scale).SavePng(heatmap);
        }

        File.WriteAllText(Path.Combine(output, "scores.csv"), csv.ToString());
        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} images in {watch.Elapsed.TotalSeconds:f1} s, {unreadable} of them unreadable; heatmaps and scores.csv are in {output}"));
    }

    /// <summary>Whether a file or a folder above it begins with a dot, such as what other systems keep beside pictures: loading a data set passes over them, too.</summary>
    private static bool IsHidden(string relativePath) => relativePath.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsTorchLoaded() =>
        AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name!.Contains("Torch", StringComparison.OrdinalIgnoreCase))
        || Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Any(m => m.ModuleName.Contains("torch", StringComparison.OrdinalIgnoreCase));
}
