using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>An exponential moving average of a network's weights and batch-normalisation statistics.</summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly (torch.Tensor Live, torch.Tensor Average)[] _pairs;
    private readonly double _decay;

    public WeightAverage(torch.nn.Module network, double decay)
    {
        _decay = decay;
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        _pairs = network.state_dict().Values
            .Where(tensor => tensor.is_floating_point())
            .Select(tensor => (tensor, tensor.detach().clone().DetachFromDisposeScope()))
            .ToArray();
    }

    /// <summary>How often the averages were updated.</summary>
    public int Updates { get; set; }

    public IEnumerable<torch.Tensor> Averages => _pairs.Select(pair => pair.Average);

    public void Update()
    {
        // Early on the average spans only the steps there have been, or it would stay near the initial weights.
        Updates++;
        double decay = Math.Min(_decay, Updates / (Updates + 10.0));
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((torch.Tensor live, torch.Tensor average) in _pairs)
        {
            average.MoveTowardsInPlace(live, 1 - decay);
        }
    }

    /// <summary>Gives the network the averages and keeps its own weights in their place; a second time, all is as before.</summary>
    public void Swap()
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((torch.Tensor live, torch.Tensor average) in _pairs)
        {
            torch.Tensor own = live.clone();
            live.copy_(average);
            average.copy_(own);
        }
    }

    /// <summary>Makes the averages the network's own weights.</summary>
    public void Apply()
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((torch.Tensor live, torch.Tensor average) in _pairs)
        {
            live.copy_(average);
        }
    }

    public void Dispose()
    {
        foreach ((_, torch.Tensor average) in _pairs)
        {
            average.Dispose();
        }
    }
}
