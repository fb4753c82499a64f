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

    /// <summary>Refers to a weight in a graph by its state-dict name; the first reference brings its values along.</summary>
    public string Append(OnnxGraphBuilder graph, string name)
    {
        Weight weight = _weights[name];
        return graph.Initializer(name, weight.Shape, weight.Values);
    }

    private sealed record Weight(long[] Shape, float[] Values);
}
