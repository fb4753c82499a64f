using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>A folder of 1024x1024 PNGs, scored at 512x512 by a pipeline that loads them, against the CPU time of decoding alone and the time of the graph alone. Milliseconds an image.</summary>
internal sealed record FolderScoring(double EndToEnd, double Decoding, double Graph)
{
    private const int Side = 1024;
    private const int Images = 16;
    private const int Rounds = 5;

    public double Overhead => EndToEnd / (Decoding + Graph);

    public static FolderScoring Measure(FimNetModel model)
    {
        using var folder = new PrivateFolder();
        ProceduralDefectDataset.Write(folder.Path, ProceduralTexture.Weave, new ProceduralDefectDatasetOptions { ImageSize = Side, TrainImages = Images, GoodTestImages = 1, TestImagesPerDefect = 1 });
        string[] paths = Directory.GetFiles(Path.Combine(folder.Path, "train", "good"));
        var mlContext = new MLContext(seed: 0);
        IDataView rows = mlContext.Data.LoadFromEnumerable(paths.Select(path => new ImagePathRow { ImagePath = path }));
        LoadSurfaceImagesTransformer images = mlContext.Transforms.LoadSurfaceImages("Image", nameof(ImagePathRow.ImagePath)).Fit(rows);
        using var transformer = new FimNetTransformer(mlContext, model);
        IDataView scored = transformer.Transform(images.Transform(rows));
        using var session = new ScoringSession(model);
        var buffers = new ScoreBuffers();
        RgbImage image = RgbImage.Load(paths[0]);
        double[] medians = Timing.Alternate(
            Rounds,
            () => Timing.Milliseconds(() => _ = scored.GetColumn<float>("Score").ToArray()),
            () => Timing.ProcessorMilliseconds(() => Decode(images.Transform(rows))),
            () => Timing.Milliseconds(() =>
            {
                for (int i = 0; i < Images; i++)
                {
                    session.Run([image], buffers, reconstruct: false);
                }
            }));
        return new FolderScoring(medians[0] / Images, medians[1] / Images, medians[2] / Images);
    }

    private static void Decode(IDataView images)
    {
        using DataViewRowCursor cursor = images.GetRowCursor([images.Schema["Image"]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Image"]);
        MLImage image = null!;
        while (cursor.MoveNext())
        {
            getter(ref image);
            RgbImage.FromMLImage(image);
        }

        image?.Dispose();
    }
}
