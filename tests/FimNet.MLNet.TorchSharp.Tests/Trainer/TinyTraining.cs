using System.Reflection;
using FimNet.MLNet.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests;

/// <summary>Trainings of a few steps on a few images of 64x64.</summary>
internal static class TinyTraining
{
    public const int Side = TinyOptions.Side;

    public static readonly FimNetOptions Options = TinyOptions.Of(stage1: 2, stage2: 1) with { Seed = 1 };

    public static SurfaceRow[] Rows(int count, int side = Side) => Enumerable.Range(0, count).Select(i =>
    {
        RgbImage image = TestModel.Image(side, side, seed: i);
        return new SurfaceRow { Name = $"image {i}", Image = image.ToMLImage(), Defective = Negative(image).ToMLImage() };
    }).ToArray();

    public static IDataView View(this MLContext mlContext, int count, int side = Side) => mlContext.Data.LoadFromEnumerable(Rows(count, side));

    public static FimNetTransformer Fit(this MLContext mlContext, FimNetOptions options, IDataView? view = null) =>
        mlContext.AnomalyDetection.Trainers.FimNet(options).Fit(view ?? mlContext.View(4));

    public static byte[] Onnx(this FimNetTransformer transformer)
    {
        using var stream = new MemoryStream();
        transformer.ExportOnnx(stream);
        return stream.ToArray();
    }

    /// <summary>The exported graph alone, without the metadata that tells of the options.</summary>
    public static GraphProto Graph(this FimNetTransformer transformer) => ModelProto.Parser.ParseFrom(transformer.Onnx()).Graph;

    /// <summary>The bytes of a weight in the exported graph.</summary>
    public static byte[] Weight(this GraphProto graph, string name) => graph.Initializer.Single(i => i.Name == name).RawData.ToByteArray();

    public static float[] Scores(this ITransformer model, IDataView data) => model.Transform(data).GetColumn<float>("Score").ToArray();

    /// <summary>What ML.NET's estimator chain hands to GetOutputSchema; it is not public.</summary>
    public static SchemaShape Shape(this DataViewSchema schema) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    private static RgbImage Negative(RgbImage image) => new(image.Width, image.Height, Array.ConvertAll(image.Pixels.ToArray(), value => (byte)(255 - value)));
}

internal sealed class SurfaceRow
{
    public string Name { get; set; } = "";

    [ImageType(TinyTraining.Side, TinyTraining.Side)]
    public MLImage? Image { get; set; }

    /// <summary>The image's negative: a defective version that is easy to recognise.</summary>
    [ImageType(TinyTraining.Side, TinyTraining.Side)]
    public MLImage? Defective { get; set; }
}
