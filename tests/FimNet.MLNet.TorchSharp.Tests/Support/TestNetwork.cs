using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Tests;

internal static class TestNetwork
{
    public const int MemorySize = 20;

    public static FimNetwork Create(LatentModule latent = LatentModule.Lfrm, GateActivation gates = GateActivation.Softmax, ulong seed = 1)
    {
        using var generator = new torch.Generator(seed);
        return new FimNetwork(new NetworkOptions(latent, gates, MemorySize), generator);
    }

    /// <summary>Moves the running statistics away from 0 and 1, so that evaluation mode has something to get wrong.</summary>
    public static FimNetwork WithStatistics(this FimNetwork network, ulong seed = 2)
    {
        using var generator = new torch.Generator(seed);
        foreach ((string name, torch.Tensor buffer) in network.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
            {
                buffer.uniform_(-0.2, 0.2, generator);
            }
            else if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                buffer.uniform_(0.05, 0.5, generator);
            }
        }

        return network;
    }

    /// <summary>Random values in [-1, 1] in the current dispose scope.</summary>
    public static torch.Tensor Patches(long batch, long height = 64, long width = 64, ulong seed = 3)
    {
        using var generator = new torch.Generator(seed);
        return torch.empty(batch, 3, height, width).uniform_(-1, 1, generator);
    }
}
