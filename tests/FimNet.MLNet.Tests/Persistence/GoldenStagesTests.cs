using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Persistence;

/// <summary>
/// A file with the stages before the scoring, as version 1.1 of their formats wrote it; every later version must load it with the same options. <see cref="Write"/> wrote it into the folder
/// that FIMNET_GOLDEN_FOLDER names, and a file that was released is never written again.
/// </summary>
[TestClass]
public sealed class GoldenStagesTests : IDisposable
{
    private const string Format = "stages-1.1.zip";

    // No option has its default, or one that is lost would not be missed.
    private static readonly SurfaceImageOptions Loading = new()
    {
        OnError = ImageErrorPolicy.Skip,
        ErrorColumnName = "Why",
        Limits = new ImageLimits { MaxFileBytes = 1_000_000, MaxSide = 2000, MaxPixels = 3_000_000, MaxFrames = 4 },
    };

    private static readonly DefectGeneratorOptions Defects = new()
    {
        NaturalImageFolder = "natural",
        NaturalPastes = 3,
        BlurredPastes = 2,
        MinPastes = 2,
        MinSize = 0.125,
        MaxSize = 0.25,
        MaxAspectRatio = 4,
        BlobProbability = 0.75,
        MinOpacity = 0.5,
        MaxOpacity = 0.875,
        Probability = 0.625,
        MinBlurCrop = 0.0625,
        MaxBlurCrop = 0.375,
        MinBlurSigma = 1.5,
        MaxBlurSigma = 3,
    };

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Stages_of_each_format_load_with_their_options() => AssertLoads(Path.Combine(AppContext.BaseDirectory, "Golden", Format));

    [TestMethod]
    public void Stages_load_as_they_are_saved_now() => AssertLoads(Write(Environment.GetEnvironmentVariable("FIMNET_GOLDEN_FOLDER") ?? _folder.Root));

    private string Write(string folder)
    {
        string path = Path.Combine(folder, Format);
        IDataView paths = _mlContext.Data.LoadFromEnumerable<ImagePath>([]);
        LoadSurfaceImagesTransformer loading = _mlContext.Transforms.LoadSurfaceImages("Image", nameof(ImagePath.Path), "some folder", Loading).Fit(paths);
        GenerateDefectsTransformer defects = _mlContext.Transforms.GenerateDefects("Defective", "Image", "Mask", Defects, seed: 17).Fit(loading.Transform(paths));
        _mlContext.Model.Save(new TransformerChain<ITransformer>(loading, defects), paths.Schema, path);
        return path;
    }

    private void AssertLoads(string path)
    {
        ITransformer[] stages = [.. (TransformerChain<ITransformer>)_mlContext.Model.Load(path, out DataViewSchema schema)];

        var loading = (LoadSurfaceImagesTransformer)stages[0];
        var defects = (GenerateDefectsTransformer)stages[1];
        Assert.AreEqual(Loading, loading.Options);
        Assert.AreEqual(Defects, defects.Options);
        Assert.AreEqual(17, defects.Seed);
        CollectionAssert.IsSubsetOf(new[] { "Path", "Image", "Why", "Defective", "Mask" }, defects.GetOutputSchema(loading.GetOutputSchema(schema)).Select(column => column.Name).ToArray());
        IDataView row = loading.Transform(_mlContext.Data.LoadFromEnumerable([new ImagePath { Path = "missing.png" }]));
        StringAssert.Contains(row.GetColumn<string>("Why").Single(), Path.Combine("some folder", "missing.png"));
    }

    private sealed class ImagePath
    {
        public string Path { get; set; } = "";
    }
}
