using FimNet.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Training;

/// <summary>Training data of noise images, in which a patch is found again by its bytes.</summary>
internal static class PatchFixture
{
    public const int Width = 192;
    public const int Height = 128;
    public const int Patch = 64;
    public const int PatchBytes = 3 * Patch * Patch;

    public static readonly FimNetOptions Options = TinyTraining.Options with { ImageWidth = Width, ImageHeight = Height, BatchSize = 12 };

    /// <summary>The image of a row.</summary>
    public static RgbImage Image(int row) => TestModel.Image(Width, Height, seed: row);

    /// <summary>The training images as the trainer holds them. The last column is the image's negative.</summary>
    public static TrainingData Read(FimNetOptions options, int count = 3)
    {
        var mlContext = new MLContext();
        IEnumerable<Row> rows = Enumerable.Range(0, count).Select(i => new Row
        {
            Image = Image(i).ToMLImage(),
            Defective = new RgbImage(Width, Height, Image(i).Pixels.ToArray().Select(value => (byte)(255 - value)).ToArray()).ToMLImage(),
        });
        return TrainingData.Read(mlContext.Data.LoadFromEnumerable(rows.ToArray()), options, seed: 1, Path.GetTempPath(), () => { });
    }

    /// <summary>Where in the training images a patch was cut, found by brute force.</summary>
    public static (int Row, int X, int Y) Find(TrainingData data, ReadOnlySpan<byte> patch)
    {
        foreach (int row in data.Training)
        {
            ReadOnlySpan<byte> image = data.Good(row, new byte[data.ImageBytes]);
            for (int y = 0; y <= Height - Patch; y++)
            {
                for (int x = 0; x <= Width - Patch; x++)
                {
                    if (IsAt(image, x, y, patch))
                    {
                        return (row, x, y);
                    }
                }
            }
        }

        throw new AssertFailedException("The patch is no crop of a training image.");
    }

    public static ReadOnlySpan<byte> Of(byte[] batch, int patch) => batch.AsSpan(patch * PatchBytes, PatchBytes);

    private static bool IsAt(ReadOnlySpan<byte> image, int x, int y, ReadOnlySpan<byte> patch)
    {
        for (int row = 0; row < Patch; row++)
        {
            if (!image.Slice(3 * ((y + row) * Width + x), 3 * Patch).SequenceEqual(patch.Slice(3 * row * Patch, 3 * Patch)))
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Row
    {
        [ImageType(Height, Width)]
        public MLImage? Image { get; set; }

        [ImageType(Height, Width)]
        public MLImage? Defective { get; set; }
    }
}
