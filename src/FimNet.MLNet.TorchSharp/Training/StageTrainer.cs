using FimNet.MLNet.Diagnostics;
using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>Runs the optimiser steps of one stage (Eqs. 11 to 14).</summary>
internal sealed class StageTrainer
{
    /// <summary>A fixed grid of steps, so that a stage goes back to the same place whenever it was interrupted before.</summary>
    public const int StepsBetweenKept = 10;

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
    /// <param name="patches">Where the patches come from.</param>
    /// <param name="clock">When the stage ends.</param>
    /// <param name="hooks">Who is told.</param>
    /// <exception cref="InvalidOperationException">The training diverged again and again.</exception>
    public void Run(int stage, PatchSource patches, StageClock clock, StageHooks hooks)
    {
        _network.train();
        using Adam optimizer = Adam.Create(_network.parameters().Where(p => p.requires_grad).ToArray(), _device);
        using WeightAverage? average = _options.WeightAveraging > 0 ? new WeightAverage(_network, _options.WeightAveraging) : null;
        _average = average;
        using var state = new StageState(_network, optimizer, average, new StagePosition(stage, Step: 0, patches.Position, Rollbacks: 0, TimeSpan.Zero));
        hooks.Starting(state);
        try
        {
            while (Advance(optimizer, state, patches, clock, hooks) is { } symptom)
            {
                if (state.Position.Rollbacks == Divergence.MostRollbacks)
                {
                    throw Divergence.Noticed(symptom, _options.LearningRate);
                }

                state.RollBack();
                hooks.RolledBack(state.Position, symptom);
            }
        }
        catch (OperationCanceledException)
        {
            hooks.Cancelled(state);
            throw;
        }

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

    /// <summary>Runs from the kept state to the end of the stage, keeping states on the way.</summary>
    /// <param name="optimizer">That of the stage.</param>
    /// <param name="state">The kept state.</param>
    /// <param name="patches">Where the patches come from.</param>
    /// <param name="clock">When the stage ends.</param>
    /// <param name="hooks">Who is told.</param>
    /// <returns>Null, or what tells that the training diverged, as a clause.</returns>
    private string? Advance(Adam optimizer, StageState state, PatchSource patches, StageClock clock, StageHooks hooks)
    {
        (int stage, int done, patches.Position, int rollbacks, TimeSpan spent) = state.Position;
        using var batches = new PatchPrefetch(patches);
        using var pending = new PendingLoss(stage, hooks.Report);
        double factor = state.Position.RateFactor;

        // However short its time, a stage has a step, and its end is one that is told of. Reading a checkpoint takes time as well, and so do steps that were undone, but neither ends a stage.
        bool mustStep = done == 0 || clock.Fraction(done, spent) < 1;
        double fraction = done == 0 ? 0 : clock.Fraction(done, clock.Elapsed);
        for (int step = done + 1; fraction < 1 || mustStep; step++)
        {
            mustStep = false;
            double rate = factor * LearningRate.At(_options.LearningRateSchedule, _options.LearningRate, fraction);
            PatchBatch batch;
            torch.Tensor losses;
            using (new StepMeasurement(stage, step))
            {
                batch = batches.Next();
                losses = Step(optimizer, batch, rate);
                _average?.Update();
            }

            TimeSpan elapsed = clock.Elapsed;
            fraction = clock.Fraction(step, elapsed);
            string? symptom = pending.Replace(losses, step, rate, fraction);
            bool ended = fraction == 1, keeps = ended || step % StepsBetweenKept == 0;
            if (keeps || hooks.TellsAtOnce)
            {
                symptom ??= pending.Report();
            }

            if (keeps && symptom is null)
            {
                if (!state.TryKeep(new StagePosition(stage, step, batch.Next, rollbacks, elapsed)))
                {
                    symptom = $"weights after step {step} of stage {stage} are not numbers";
                }
                else
                {
                    hooks.Kept(state, ended);
                }
            }

            if (symptom is not null)
            {
                return symptom;
            }
        }

        return null;
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
