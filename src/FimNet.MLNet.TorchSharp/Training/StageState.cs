using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>All that the steps of a stage change: weights, statistics, averages, moments and counters; with a copy of it from when it was last known to be good.</summary>
internal sealed class StageState : IDisposable
{
    private readonly FimNetwork _network;
    private readonly Adam _optimizer;
    private readonly WeightAverage? _average;
    private readonly (string Name, torch.Tensor Live, torch.Tensor Kept)[] _tensors;

    public StageState(FimNetwork network, Adam optimizer, WeightAverage? average, StagePosition start)
    {
        _network = network;
        _optimizer = optimizer;
        _average = average;
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        _tensors = Live().Select(t => (t.Name, t.Tensor, t.Tensor.detach().clone().DetachFromDisposeScope())).ToArray();
        Counters = LiveCounters();
        Position = start;
    }

    /// <summary>Where the stage stood when the copy was made.</summary>
    public StagePosition Position { get; private set; }

    /// <summary>The copy's counters of updates: that of the averages, then those of the optimiser's parameters.</summary>
    public int[] Counters { get; private set; }

    /// <summary>The copy's tensors; their names and their order depend on the options alone.</summary>
    public IEnumerable<(string Name, torch.Tensor Tensor)> Tensors => _tensors.Select(t => (t.Name, t.Kept));

    /// <summary>Copies the present state, unless it is not finite: then the earlier copy stays.</summary>
    public bool TryKeep(StagePosition position)
    {
        if (!IsFinite())
        {
            return false;
        }

        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((_, torch.Tensor live, torch.Tensor kept) in _tensors)
        {
            kept.copy_(live);
        }

        Counters = LiveCounters();
        Position = position;
        return true;
    }

    /// <summary>Makes a copy that was filled from elsewhere the present state.</summary>
    public void Restore(StagePosition position, int[] counters)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((_, torch.Tensor live, torch.Tensor kept) in _tensors)
        {
            live.copy_(kept);
        }

        Counters = counters;
        Position = position;
        if (_average is not null)
        {
            _average.Updates = counters[0];
        }

        counters.AsSpan(1).CopyTo(_optimizer.Steps);
    }

    /// <summary>Goes back to the copy, from where the learning rate is half of what it was.</summary>
    public void RollBack() => Restore(Position with { Rollbacks = Position.Rollbacks + 1 }, Counters);

    public void Dispose()
    {
        foreach ((_, _, torch.Tensor kept) in _tensors)
        {
            kept.Dispose();
        }
    }

    private IEnumerable<(string Name, torch.Tensor Tensor)> Live() =>
    [
        .. _network.state_dict().Select(entry => ("network." + entry.Key, entry.Value)),
        .. (_average?.Averages ?? []).Select((tensor, i) => ($"average.{i}", tensor)),
        .. _optimizer.Moments.SelectMany((moments, i) => new[] { ($"first.{i}", moments.First), ($"second.{i}", moments.Second) }),
    ];

    private int[] LiveCounters() => [_average?.Updates ?? 0, .. _optimizer.Steps];

    private bool IsFinite()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        return _network.state_dict().Values.All(tensor => tensor.isfinite().all().ToBoolean());
    }
}
