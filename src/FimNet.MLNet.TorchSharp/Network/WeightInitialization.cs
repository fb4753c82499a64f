using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// Draws every weight from one generator: convolutions N(0, 0.02), batch normalisations N(1, 0.02) with bias 0, memory
/// U(+-1/sqrt(C)); biases of convolutions and both parameters of fully connected layers as the framework does, U(+-1/sqrt(fan in)).
/// </summary>
internal static class WeightInitialization
{
    private const double Deviation = 0.02;

    public static void Apply(nn.Module network, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (nn.Module module in network.modules())
        {
            switch (module)
            {
                case Convolution convolution:
                    convolution.weight.normal_(0, Deviation, generator);
                    KeepChannelsLast(convolution.weight);
                    Uniform(convolution.bias!, FanIn(convolution.weight), generator);
                    break;
                case BatchNorm2d norm:
                    norm.weight.normal_(1, Deviation, generator);
                    norm.bias!.zero_();
                    break;
                case Linear linear:
                    Uniform(linear.weight, FanIn(linear.weight), generator);
                    Uniform(linear.bias!, FanIn(linear.weight), generator);
                    break;
                case MemoryAugmentedModule memory:
                    Uniform(memory.Items, memory.Items.shape[1], generator);
                    break;
            }
        }
    }

    /// <summary>Lays the same values out in the order in which the kernels of channels-last activations read them.</summary>
    private static void KeepChannelsLast(Tensor weight) => weight.set_(weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));

    private static void Uniform(Tensor values, long fanIn, Generator generator)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        values.uniform_(-bound, bound, generator);
    }

    // The framework counts the second axis as input, also for a transposed convolution, whose weight is [in, out, kernel, kernel].
    private static long FanIn(Tensor weight) => weight.shape.Skip(1).Aggregate(1L, static (product, size) => product * size);
}
