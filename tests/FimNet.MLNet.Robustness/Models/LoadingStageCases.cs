using FimNet.MLNet.Loading;
using FimNet.MLNet.Persistence;
using Microsoft.ML;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Edits of the settings of a model's image loading stage, over which there is no digest.</summary>
internal sealed class LoadingStageCases
{
    private const int Seed = 20261124;

    private readonly Lazy<string> _sound = new(Saved);

    public CaseClass All() => new("settings of the loading stage, edited", 2000, i => Read(SettingsMutation.Apply(_sound.Value, new Random(unchecked(Seed + 104_729 * i)))), MayDiffer: true);

    private Outcome Read(string settings)
    {
        try
        {
            LoadingSettings read = LoadSurfaceImagesModel.Parse(settings);
            return read == LoadSurfaceImagesModel.Parse(_sound.Value) ? Outcome.Equal : Outcome.Other;
        }
        catch (ModelFormatException)
        {
            return Outcome.Refused;
        }
    }

    private static string Saved()
    {
        var mlContext = new MLContext(seed: 0);
        IDataView paths = mlContext.Data.LoadFromEnumerable<Row>([]);
        using var file = new MemoryStream();
        mlContext.Model.Save(mlContext.Transforms.LoadSurfaceImages("Image", nameof(Row.Path), "folder").Fit(paths), paths.Schema, file);
        return new ModelZip(file.ToArray()).Settings;
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }
}
