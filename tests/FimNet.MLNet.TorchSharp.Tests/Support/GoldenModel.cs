using FimNet.MLNet.Network;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests;

/// <summary>A model whose weights repeat every few numbers, so that its file is small: the kind that is kept under Golden.</summary>
internal static class GoldenModel
{
    public static FimNetTransformer Create(MLContext mlContext)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create();
        foreach ((string name, torch.Tensor parameter) in network.named_parameters())
        {
            Fill(parameter, name.Contains("bn", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, 0.08f);
        }

        foreach ((string name, torch.Tensor buffer) in network.named_buffers().Where(pair => pair.name.Contains("running", StringComparison.Ordinal)))
        {
            Fill(buffer, name.EndsWith("var", StringComparison.Ordinal) ? 0.3f : 0, 0.2f);
        }

        return new FimNetTransformer(mlContext, TestModel.Create(network, TestModel.Options with { ImageWidth = 64, ImageHeight = 64 }));
    }

    private static void Fill(torch.Tensor tensor, float mean, float spread)
    {
        float[] values = [.. Enumerable.Range(0, (int)tensor.numel()).Select(i => mean + spread * (i * 29 % 61 - 30) / 30)];
        using (torch.no_grad())
        {
            tensor.copy_(torch.tensor(values).reshape(tensor.shape));
        }
    }
}
