using FimNet.MLNet.Persistence;
using FimNet.MLNet.Persistence.Graphs;
using FimNet.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Loads mutations of a model as an application would, scores an image with whatever loads, and compares that with the sound model.</summary>
internal sealed class ModelProbe
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly RgbImage _image = new(80, 70, [.. Enumerable.Range(0, 3 * 80 * 70).Select(i => (byte)(i * 37))]);
    private readonly Result _sound;

    public ModelProbe(ModelZip sound) => _sound = OfFile(sound.Pack());

    /// <summary>A whole file.</summary>
    public Outcome Load(byte[] zip) => Outcome(() => OfFile(zip));

    /// <summary>As <see cref="Load"/>, without the zip around graph and settings.</summary>
    public Outcome Check(byte[] graph, string settings) => Outcome(() => OfParts(graph, settings));

    private Outcome Outcome(Func<Result> result)
    {
        try
        {
            return result() == _sound ? Robustness.Outcome.Equal : Robustness.Outcome.Other;
        }
        catch (ModelFormatException)
        {
            return Robustness.Outcome.Refused;
        }
    }

    private Result OfFile(byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        using FimNetTransformer model = ModelArchive.Load(_mlContext.Model, stream, "the case", out _).FimNet();
        ModelColumns columns = model.Settings.Columns;
        IDataView scored = model.Transform(_mlContext.Data.LoadFromEnumerable([new ProbeRow { Image = _image.ToMLImage() }], SchemaDefinitionOf(columns.Image)));
        return new Result(scored.GetColumn<float>(columns.Score).Single(), scored.GetColumn<bool>(columns.PredictedLabel).Single(), model.Threshold);
    }

    private Result OfParts(byte[] graph, string settings)
    {
        ModelSettings parsed = ModelSettings.FromJson(settings);
        GraphCheck.Check(graph, parsed);
        var session = new SharedSession(new FimNetModel(graph, parsed), threads: 1);
        try
        {
            float score = session.Run([_image], new ScoreBuffers(), reconstruct: true)[0].Score;
            return new Result(score, score > parsed.Threshold, parsed.Threshold);
        }
        finally
        {
            session.Release();
        }
    }

    private static SchemaDefinition SchemaDefinitionOf(string imageColumn)
    {
        var schema = SchemaDefinition.Create(typeof(ProbeRow));
        schema[0].ColumnName = imageColumn;
        return schema;
    }

    /// <summary>Floats are equal only bit for bit, as far as they are numbers.</summary>
    private sealed record Result(float Score, bool IsDefective, float Threshold);
}
