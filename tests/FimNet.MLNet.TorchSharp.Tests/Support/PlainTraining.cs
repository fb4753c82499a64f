using FimNet.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests;

/// <summary>One stage's training loop as a user of TorchSharp would write it: NCHW, fresh tensors each step, torch's Adam, patches drawn in the loop.</summary>
internal static class PlainTraining
{
    /// <param name="network">The network to train.</param>
    /// <param name="patches">Where batches come from.</param>
    /// <param name="options">Rates, weights and averaging.</param>
    /// <param name="steps">Steps to take.</param>
    /// <param name="report">Told of the reconstruction loss after every step.</param>
    public static void Run(PlainNetwork network, PatchSource patches, FimNetOptions options, int steps, Action<float> report)
    {
        network.train();
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), options.LearningRate, 0.5, 0.999);
        Tensor[] state = network.state_dict().Values.Where(t => t.is_floating_point()).ToArray();
        Tensor[] averages = options.WeightAveraging > 0 ? state.Select(t => t.detach().clone()).ToArray() : [];
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            double rate = LearningRate.At(options.LearningRateSchedule, options.LearningRate, (double)step / steps);
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }

            PatchBatch batch = patches.Next();
            Tensor target = ToTensor(batch.Target);
            Tensor input = ToTensor(batch.Input);
            optimizer.zero_grad();
            (Tensor reconstruction, Tensor attention) = network.call(input);
            Tensor loss = nn.functional.l1_loss(reconstruction, target);
            Tensor entropy = -(attention * (attention + 1e-12).log()).sum(new long[] { 1 }).mean();
            (options.ReconstructionWeight * loss + options.SparsityWeight * entropy).backward();
            optimizer.step();
            using (no_grad())
            {
                double decay = Math.Min(options.WeightAveraging, (step + 1) / (step + 11.0));
                for (int i = 0; i < averages.Length; i++)
                {
                    averages[i].mul_(decay).add_(state[i], 1 - decay);
                }
            }

            report(loss.item<float>());
        }

        Array.ForEach(averages, average => average.Dispose());
    }

    private static Tensor ToTensor(byte[] patches) =>
        tensor(patches, [patches.Length / (3 * 64 * 64), 64, 64, 3]).permute(0, 3, 1, 2).contiguous().to(ScalarType.Float32) / 127.5 - 1;
}
