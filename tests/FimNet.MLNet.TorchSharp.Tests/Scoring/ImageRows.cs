using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>Images of different scores with labels of both types, every third defective.</summary>
internal static class ImageRows
{
    public static IDataView View(MLContext mlContext, int count) => mlContext.Data.LoadFromEnumerable(Rows(count));

    public static ImageRow[] Rows(int count, int width = 128, int height = 64) => [.. Enumerable.Range(0, count).Select(i => new ImageRow
    {
        Image = TestModel.Image(width, height, seed: i).ToMLImage(),
        Label = i % 3 == 2 ? 1 : 0,
        IsDefective = i % 3 == 2,
    })];
}

internal sealed class ImageRow
{
    [ImageType(64, 128)]
    public MLImage? Image { get; set; }

    public float Label { get; set; }

    public bool IsDefective { get; set; }
}
