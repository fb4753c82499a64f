using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Statistics;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests;

/// <summary>Models of untrained networks, and images to score with them.</summary>
internal static class TestModel
{
    public static readonly GraphOptions Options = new()
    {
        ImageWidth = 128,
        ImageHeight = 64,
        NormalizeIllumination = false,
        PatchStride = 64,
        Scoring = AnomalyScoring.Mhfd,
        FeatureLevels = [1, 2, 3],
        SmoothingSigma = 0,
        ScoreTopFraction = 0,
    };

    public static FimNetModel Create(
        FimNetwork network, GraphOptions options, string? reconstructionColumn = null, SurfaceStatistics? statistics = null, MapNormalization? normalization = null)
    {
        network.eval();
        return new FimNetModel(new GraphExporter(new NetworkWeights(network), network.Options, options).Export(statistics, normalization), Settings(options, reconstructionColumn));
    }

    public static ModelSettings Settings(GraphOptions? options = null, string? reconstructionColumn = null) => new()
    {
        Format = ModelSettings.CurrentFormat,
        LibraryVersion = "0.0.0",
        ImageWidth = (options ?? Options).ImageWidth,
        ImageHeight = (options ?? Options).ImageHeight,
        Threshold = 0.01f,
        Columns = new ModelColumns("Image", "Score", "PredictedLabel", "AnomalyMap", reconstructionColumn, "PValue", "Region"),
        HeldBackScores = [0.001f, 0.002f, 0.003f],
        TrainingHistory = [new TrainingLoss(1, 1, 0.5f, 0.25f, 0.001f)],
    };

    public static FimNetTransformer Transformer(MLContext mlContext, GraphOptions? options = null, string? reconstructionColumn = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        return new FimNetTransformer(mlContext, Create(network, options ?? Options, reconstructionColumn));
    }

    /// <summary>One whose weights are no numbers, and so neither its scores.</summary>
    public static FimNetTransformer Damaged(MLContext mlContext)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        using (torch.no_grad())
        {
            network.parameters().First().fill_(double.NaN);
        }

        return new FimNetTransformer(mlContext, Create(network, Options));
    }

    public static TestScores[] Run(FimNetModel model, params RgbImage[] images)
    {
        using var session = new ScoringSession(model);
        return Array.ConvertAll(
            session.Run(images, new ScoreBuffers(), reconstruct: true),
            scores => new TestScores(scores.Score, scores.Map.ToArray(), new RgbImage(model.Settings.ImageWidth, model.Settings.ImageHeight, scores.Reconstruction.ToArray())));
    }

    /// <summary>An image of noise over a gradient.</summary>
    public static RgbImage Image(int width, int height, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(random.Next(128) + 127 * i / pixels.Length);
        }

        return new RgbImage(width, height, pixels);
    }
}

/// <summary>What a graph says of one image.</summary>
internal sealed record TestScores(float Score, float[] Map, RgbImage Reconstruction);
