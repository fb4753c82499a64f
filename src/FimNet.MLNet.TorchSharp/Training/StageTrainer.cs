using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>Runs the optimiser steps of one stage (Eqs. 11 to 14).</summary>
internal sealed class StageTrainer
{
    private const double Beta1 = 0.5;
    private const double Beta2 = 0.999;

    private readonly FimNetwork _network;
    private readonly torch.Device _device;
    private readonly FimNetOptions _options;

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
        using torch.optim.Optimizer optimizer = torch.optim.Adam(_network.parameters().Where(p => p.requires_grad), _options.LearningRate, Beta1, Beta2);
        using WeightAverage? average = _options.WeightAveraging > 0 ? new WeightAverage(_network, _options.WeightAveraging) : null;
        double fraction = 0;
        for (int step = 1; fraction < 1; step++)
        {
            double rate = LearningRate.At(_options.LearningRateSchedule, _options.LearningRate, fraction);
            foreach (torch.optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }

            (float reconstruction, float sparsity) = Step(optimizer, batches.Next());
            if (!float.IsFinite(reconstruction) || !float.IsFinite(sparsity))
            {
                throw new InvalidOperationException(
                    $"The training diverged: the loss of step {step} of stage {stage} is not a number. Lower LearningRate ({_options.LearningRate}) or use LearningRateSchedule.WarmupCosine.");
            }

            average?.Update();
            fraction = clock.Fraction(step);
            report(new TrainingLoss(stage, step, reconstruction, sparsity, (float)rate), fraction);
        }

        average?.Apply();
    }

    private (float Reconstruction, float Sparsity) Step(torch.optim.Optimizer optimizer, PatchBatch batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor target = ToTensor(batch.Target);
        torch.Tensor input = ReferenceEquals(batch.Input, batch.Target) ? target : ToTensor(batch.Input);

        optimizer.zero_grad();
        NetworkOutput output = _network.call(input);
        torch.Tensor reconstruction = torch.nn.functional.l1_loss(output.Reconstruction, target);
        torch.Tensor loss = reconstruction * _options.ReconstructionWeight;
        float sparsity = 0;
        if (output.Attention is { } attention)
        {
            torch.Tensor entropy = MemoryAugmentedModule.Entropy(attention);
            loss += entropy * _options.SparsityWeight;
            sparsity = entropy.item<float>();
        }

        loss.backward();
        optimizer.step();
        return (reconstruction.item<float>(), sparsity);
    }

    /// <summary>Bytes [patch, 64, 64, 3] to [patch, 3, 64, 64] in [-1, 1], with the strides of channels-last memory, which the convolutions prefer.</summary>
    private torch.Tensor ToTensor(byte[] patches)
    {
        const int Side = PatchGraph.PatchSize;
        torch.Tensor bytes = torch.tensor(patches, [patches.Length / (3 * Side * Side), Side, Side, 3], device: _device);
        return bytes.permute(0, 3, 1, 2).to(torch.ScalarType.Float32).div_(127.5).sub_(1);
    }
}
