using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace FimNet.MLNet.Tests;

/// <summary>A model whose weights repeat every few numbers, so that its file is small: the kind that is kept under Golden. It has whatever a file can have.</summary>
internal static class GoldenModel
{
    public static TransformerChain<FimNetTransformer> Create(MLContext mlContext, AnomalyScoring scoring, bool normalized)
    {
        IDataView paths = mlContext.Data.LoadFromEnumerable<ImagePath>([]);
        FimNetTransformer fimNet = FimNet(mlContext, scoring, normalized).WithThreshold(1.5f).WithPixelThreshold(1.25f).WithRegions(new DefectRegionOptions { MinimumArea = 4 });
        return new TransformerChain<ITransformer>(mlContext.Transforms.LoadImages("Image", "", nameof(ImagePath.Path)).Fit(paths)).Append(fimNet);
    }

    private static FimNetTransformer FimNet(MLContext mlContext, AnomalyScoring scoring, bool normalized)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create(gates: GateActivation.Sigmoid);
        foreach ((string name, torch.Tensor parameter) in network.named_parameters())
        {
            Fill(parameter, name.Contains("bn", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, 0.08f);
        }

        foreach ((string name, torch.Tensor buffer) in network.named_buffers().Where(pair => pair.name.Contains("running", StringComparison.Ordinal)))
        {
            Fill(buffer, name.EndsWith("var", StringComparison.Ordinal) ? 0.3f : 0, 0.2f);
        }

        GraphOptions options = TestModel.Options with { PatchStride = 32, Scoring = scoring, SmoothingSigma = 2, ScoreTopFraction = 0.01 };
        MapNormalization? normalization = normalized ? new MapNormalization(TestStatistics.Positions(options.ImageWidth * options.ImageHeight), UsualBackground: 0.5f) : null;
        return new FimNetTransformer(mlContext, TestModel.Create(network, options, reconstructionColumn: "Reconstruction", TestStatistics.For(scoring), normalization));
    }

    private static void Fill(torch.Tensor tensor, float mean, float spread)
    {
        using (torch.no_grad())
        {
            tensor.copy_(torch.tensor(TestStatistics.Pattern((int)tensor.numel(), mean, spread)).reshape(tensor.shape));
        }
    }

    internal sealed class ImagePath
    {
        public string Path { get; set; } = "";
    }
}
