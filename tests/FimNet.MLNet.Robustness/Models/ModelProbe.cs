using FimNet.MLNet.Persistence;
using FimNet.MLNet.Persistence.Graphs;
using FimNet.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Loads a mutated model as an application would, and scores an image with whatever loads.</summary>
internal sealed class ModelProbe
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly RgbImage _image = new(80, 70, [.. Enumerable.Range(0, 3 * 80 * 70).Select(i => (byte)(i * 37))]);

    public Outcome Load(byte[] zip)
    {
        try
        {
            using var stream = new MemoryStream(zip);
            using FimNetTransformer model = ModelArchive.Load(_mlContext.Model, stream, "the case", out _).FimNet();
            IDataView images = _mlContext.Data.LoadFromEnumerable([new ProbeRow { Image = _image.ToMLImage() }], SchemaDefinitionOf(model.Settings.Columns.Image));
            return Finite([.. model.Transform(images).GetColumn<float>(model.Settings.Columns.Score)]);
        }
        catch (ModelFormatException)
        {
            return Outcome.Refused;
        }
    }

    /// <summary>As <see cref="Load"/>, without the zip around graph and settings.</summary>
    public Outcome Check(byte[] graph, string settings)
    {
        try
        {
            ModelSettings parsed = ModelSettings.FromJson(settings);
            GraphCheck.Check(graph, parsed);
            var session = new SharedSession(new FimNetModel(graph, parsed), threads: 1);
            try
            {
                ImageScores scores = session.Run([_image], new ScoreBuffers(), reconstruct: true)[0];
                return Finite([scores.Score]);
            }
            finally
            {
                session.Release();
            }
        }
        catch (ModelFormatException)
        {
            return Outcome.Refused;
        }
    }

    private static Outcome Finite(float[] scores) => scores.All(float.IsFinite) ? Outcome.Accepted : Outcome.Failed;

    private static SchemaDefinition SchemaDefinitionOf(string imageColumn)
    {
        var schema = SchemaDefinition.Create(typeof(ProbeRow));
        schema[0].ColumnName = imageColumn;
        return schema;
    }
}
