using TorchSharp;

namespace FimNet.MLNet.Export;

/// <summary>A network's parameters and batch-normalisation statistics by their state-dict names, copied out of torch.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, Weight> _weights = [];

    public NetworkWeights(torch.nn.Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((string name, torch.Tensor tensor) in network.state_dict())
        {
            if (tensor.dtype == torch.ScalarType.Float32)
            {
                torch.Tensor onCpu = tensor.detach().cpu().contiguous();
                _weights.Add(name, new Weight(onCpu.shape, onCpu.data<float>().ToArray()));
            }
        }
    }

    public Weight this[string name] => _weights[name];

    public sealed record Weight(long[] Shape, float[] Values);
}
