using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>Runs the optimiser steps of one stage (Eqs. 11 to 14).</summary>
internal sealed class StageTrainer
{
    private readonly FimNetwork _network;
    private readonly torch.Device _device;
    private readonly FimNetOptions _options;
    private WeightAverage? _average;

    public StageTrainer(FimNetwork network, torch.Device device, FimNetOptions options)
    {
        _network = network;
        _device = device;
        _options = options;
    }

    /// <param name="stage">1 or 2.</param>
    /// <param name="batches">Where the patches come from.</param>
    /// <param name="clock">When the stage ends.</param>
    /// <param name="report">Called after every step; throws to cancel.</param>
    /// <exception cref="InvalidOperationException">The loss is no longer a number.</exception>
    public void Run(int stage, PatchPrefetch batches, StageClock clock, Action<TrainingLoss, double> report)
    {
        _network.train();
        using Adam optimizer = Adam.Create(_network.parameters().Where(p => p.requires_grad).ToArray(), _device);
        using WeightAverage? average = _options.WeightAveraging > 0 ? new WeightAverage(_network, _options.WeightAveraging) : null;
        _average = average;
        using var pending = new PendingLoss(stage, _options.LearningRate, report);
        double fraction = 0;
        for (int step = 1; fraction < 1; step++)
        {
            double rate = LearningRate.At(_options.LearningRateSchedule, _options.LearningRate, fraction);
            torch.Tensor losses = Step(optimizer, batches.Next(), rate);
            average?.Update();
            fraction = clock.Fraction(step);
            pending.Replace(losses, step, rate, fraction);
        }

        pending.Report();
        average?.Apply();
    }

    /// <summary>Lets the network have its averaged weights, which it would have if the stage ended now, for as long as something is done with it.</summary>
    public T WithAverage<T>(Func<T> use)
    {
        _average?.Swap();
        try
        {
            return use();
        }
        finally
        {
            _average?.Swap();
        }
    }

    /// <summary>One step of the optimiser.</summary>
    /// <returns>[2]: reconstruction loss and sparsity; the caller disposes it.</returns>
    private torch.Tensor Step(Adam optimizer, PatchBatch batch, double rate)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor target = ToTensor(batch.Target);
        torch.Tensor input = ReferenceEquals(batch.Input, batch.Target) ? target : ToTensor(batch.Input);

        NetworkOutput output = _network.call(input);
        torch.Tensor reconstruction = torch.nn.functional.l1_loss(output.Reconstruction, target);
        torch.Tensor loss = reconstruction.Times(_options.ReconstructionWeight);
        torch.Tensor sparsity = torch.zeros_like(reconstruction);
        if (output.Attention is { } attention)
        {
            sparsity = MemoryAugmentedModule.Entropy(attention);
            loss = loss.Plus(sparsity.Times(_options.SparsityWeight));
        }

        loss.backward();
        optimizer.Step(rate);
        return torch.stack([reconstruction, sparsity]).detach().DetachFromDisposeScope();
    }

    /// <summary>Bytes [patch, 64, 64, 3] to [patch, 3, 64, 64] in [-1, 1], with the strides of channels-last memory, which the convolutions prefer.</summary>
    private torch.Tensor ToTensor(byte[] patches)
    {
        const int Side = PatchGraph.PatchSize;
        torch.Tensor bytes = torch.tensor(patches, [patches.Length / (3 * Side * Side), Side, Side, 3], device: _device);
        return bytes.permute(0, 3, 1, 2).to(torch.ScalarType.Float32).DivideInPlace(127.5).AddInPlace(-1);
    }
}
