using FimNet.MLNet.Export;
using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Statistics;
using FimNet.MLNet.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>An untrained network with the Fast preset's structure: how long a run takes does not hang on what was learned.</summary>
internal static class BenchmarkModel
{
    public static NetworkOptions Structure(int memorySize = 100) => new(LatentModule.Lfrm, GateActivation.Sigmoid, memorySize);

    /// <summary>The literal method: MHFD over levels 1 to 3, no smoothing, the maximum as the score.</summary>
    public static GraphOptions Graph(int side) => TestModel.Options with { ImageWidth = side, ImageHeight = side };

    public static FimNetwork Network(int memorySize = 100)
    {
        LibTorch.EnsureLoaded();
        using var generator = new torch.Generator(1);
        return new FimNetwork(Structure(memorySize), generator).WithStatistics();
    }

    public static FimNetModel Create(int side, int memorySize = 100)
    {
        using FimNetwork network = Network(memorySize);
        return TestModel.Create(network, Graph(side));
    }

    /// <summary>Scoring with statistics: tails of as many knots as good surfaces give, and values that do not matter for the time.</summary>
    /// <param name="side">Of the images.</param>
    /// <param name="scoring">Two-sided or conditional.</param>
    /// <param name="normalized">Whether the map is normalised by position and background. With <see cref="AnomalyScoring.ConditionalFusion"/> it is the Fast preset's scoring.</param>
    public static FimNetModel CreateWithStatistics(int side, AnomalyScoring scoring, bool normalized)
    {
        const int Knots = 18;
        float[] ascending = [.. Enumerable.Range(0, Knots).Select(i => (float)i)];
        var tail = new TailCurve(ascending, ascending);
        var residual = new ResidualModel(
            [.. Enumerable.Repeat(1e-6f, ResidualGraph.Channels)],
            scoring == AnomalyScoring.TwoSidedMhfd ? null : Appearance(DifferenceMaps.Count(scoring)),
            new float[ResidualGraph.DescriptorSize],
            [.. Enumerable.Range(0, ResidualGraph.DescriptorSize * ResidualGraph.DescriptorSize).Select(i => i % (ResidualGraph.DescriptorSize + 1) == 0 ? 1f : 0f)]);
        using FimNetwork network = Network();
        GraphOptions options = Graph(side) with { Scoring = scoring, SmoothingSigma = 6, ScoreTopFraction = 0.005 };
        var positions = new PositionNormalization(new float[side * side], [.. Enumerable.Repeat(1f, side * side)], Mean: 0);
        var statistics = new SurfaceStatistics(residual, [.. Enumerable.Repeat(tail, DifferenceMaps.Count(scoring))], tail);
        return TestModel.Create(network, options, statistics: statistics, normalization: normalized ? new MapNormalization(positions, UsualBackground: 0) : null);
    }

    private static AppearanceModel Appearance(int differences)
    {
        int channels = ResidualGraph.Channels;
        return new AppearanceModel(new float[channels], [.. Enumerable.Repeat(1f, channels)], [.. Enumerable.Repeat(new float[channels], differences)], new float[channels * ResidualGraph.DescriptorSize]);
    }

    /// <summary>Saves a pipeline that loads images and scores them, as an application would.</summary>
    public static void Save(FimNetModel model, string path)
    {
        var mlContext = new MLContext(seed: 0);
        IDataView schema = mlContext.Data.LoadFromEnumerable(Array.Empty<ImagePathRow>());
        ITransformer images = mlContext.Transforms.LoadSurfaceImages("Image", nameof(ImagePathRow.ImagePath)).Fit(schema);
        mlContext.Model.Save(new TransformerChain<ITransformer>(images, new FimNetTransformer(mlContext, model)), schema.Schema, path);
    }

    /// <summary>Multiplications and additions of one image, two each, after Table I: the reconstruction of its patches, and MHFD's encoder layers over image and reconstruction.</summary>
    public static double FloatingPointOperations(int side, int memorySize = 100)
    {
        long patches = (long)side / 64 * (side / 64);
        long patch = EncoderProducts(64, Encoder.Layers.Count) + DecoderProducts() + 3L * 1024 * 512 + 2L * memorySize * 512;
        return 2.0 * (patches * patch + 2 * EncoderProducts(side, 3));
    }

    private static long EncoderProducts(int side, int layers) => Enumerable.Range(1, layers).Sum(layer =>
    {
        long output = Encoder.OutputSide(layer, side);
        return output * output * Products(Encoder.Layers[layer - 1]);
    });

    private static long DecoderProducts()
    {
        long products = 0;
        long side = 1;
        foreach (ConvolutionLayer layer in Decoder.Layers)
        {
            products += side * side * Products(layer);
            side = (side - 1) * layer.Stride - 2 * layer.Padding + layer.Kernel;
        }

        return products;
    }

    private static long Products(ConvolutionLayer layer) => (long)layer.Inputs * layer.Outputs * layer.Kernel * layer.Kernel;
}
