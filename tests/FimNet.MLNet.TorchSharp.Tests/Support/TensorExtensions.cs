using TorchSharp;

namespace FimNet.MLNet.Tests;

internal static class TensorExtensions
{
    /// <summary>All elements in row-major order.</summary>
    public static double[] Doubles(this torch.Tensor tensor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
