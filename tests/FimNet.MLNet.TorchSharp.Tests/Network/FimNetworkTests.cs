using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

[TestClass]
public class FimNetworkTests
{
    [TestMethod]
    [DataRow(LatentModule.Lfrm, "candidate.bias candidate.weight forget.bias forget.weight input.bias input.weight", true)]
    [DataRow(LatentModule.Concatenate, "fc.bias fc.weight", true)]
    [DataRow(LatentModule.Memory, "", true)]
    [DataRow(LatentModule.None, "", false)]
    public void The_state_has_stable_names_in_every_mode(LatentModule latent, string fusion, bool memory)
    {
        using FimNetwork network = TestNetwork.Create(latent);
        IEnumerable<string> expected = Enumerable.Range(1, 6).SelectMany(i => Layer("encoder.conv", i).Concat(Layer("decoder.deconv", i)))
            .Concat(Enumerable.Range(2, 4).SelectMany(i => Norm("encoder.bn", i).Concat(Norm("decoder.bn", i))))
            .Concat(fusion.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => "latent.fusion." + name))
            .Concat(memory ? ["latent.memory.items"] : Array.Empty<string>());
        CollectionAssert.AreEquivalent(expected.ToArray(), network.state_dict().Keys.ToArray());

        static IEnumerable<string> Layer(string name, int i) => [$"{name}{i}.weight", $"{name}{i}.bias"];
        static IEnumerable<string> Norm(string name, int i) =>
            new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }.Select(part => $"{name}{i}.{part}");
    }

    [TestMethod]
    [DataRow(LatentModule.Lfrm)]
    [DataRow(LatentModule.Concatenate)]
    [DataRow(LatentModule.Memory)]
    [DataRow(LatentModule.None)]
    public void Every_mode_reconstructs_and_teaches_all_its_parameters(LatentModule latent)
    {
        using FimNetwork network = TestNetwork.Create(latent);
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(3);
        NetworkOutput output = network.call(patches);
        CollectionAssert.AreEqual(patches.shape, output.Reconstruction.shape);
        Assert.IsLessThanOrEqualTo(1f, output.Reconstruction.abs().max().ToSingle());
        Assert.AreEqual(latent == LatentModule.None, output.Attention is null);
        (output.Reconstruction - patches).abs().mean().backward();
        foreach ((string name, Tensor parameter) in network.named_parameters())
        {
            Assert.IsNotNull(parameter.grad, name);
        }
    }

    [TestMethod]
    public void Attention_weights_sum_to_one_for_every_patch()
    {
        using FimNetwork network = TestNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        double[] sums = network.call(TestNetwork.Patches(4)).Attention!.sum(new long[] { 1 }).Doubles();
        Assert.HasCount(4, sums);
        Array.ForEach(sums, sum => Assert.AreEqual(1, sum, 1e-5));
    }

    [TestMethod]
    public void A_frozen_memory_learns_nothing_while_everything_else_does()
    {
        using FimNetwork network = TestNetwork.Create();
        Backward(network);
        using DisposeScope scope = NewDisposeScope();
        Assert.IsGreaterThan(0f, network.Latent!.Memory.Items.grad!.abs().max().ToSingle(), "stage 1 must teach the memory");

        network.FreezeMemory();
        Assert.IsNull(network.Latent.Memory.Items.grad, "a gradient left from stage 1");
        foreach (Tensor parameter in network.parameters())
        {
            parameter.grad?.zero_();
        }

        Dictionary<string, Tensor> before = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), lr: 1e-2);
        Backward(network);
        optimizer.step();

        Assert.IsNull(network.Latent.Memory.Items.grad);
        foreach ((string name, Tensor parameter) in network.named_parameters())
        {
            bool moved = (parameter - before[name]).abs().max().ToSingle() > 0;
            Assert.AreEqual(name != "latent.memory.items", moved, name);
        }
    }

    [TestMethod]
    public void A_network_without_memory_has_nothing_to_freeze()
    {
        using FimNetwork network = TestNetwork.Create(LatentModule.None);
        network.FreezeMemory();
        Assert.IsTrue(network.parameters().All(p => p.requires_grad));
    }

    [TestMethod]
    public void State_loaded_into_another_network_gives_the_same_output()
    {
        using FimNetwork first = TestNetwork.Create(seed: 1).WithStatistics();
        using FimNetwork second = TestNetwork.Create(seed: 2);
        second.load_state_dict(first.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().contiguous()));
        first.eval();
        second.eval();
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(2);
        Assert.IsTrue(first.call(patches).Reconstruction.equal(second.call(patches).Reconstruction).all().ToBoolean());
    }

    [TestMethod]
    public void A_network_moved_to_another_type_computes_with_what_was_moved()
    {
        using FimNetwork network = TestNetwork.Create();
        network.FreezeMemory();
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(2);
        Tensor before = network.call(patches).Reconstruction;
        string[] names = [.. network.state_dict().Keys];

        network.to(ScalarType.Float64);

        Tensor after = network.call(patches.to(ScalarType.Float64)).Reconstruction;
        Assert.AreEqual(ScalarType.Float64, network.Latent!.Memory.Items.dtype);
        CollectionAssert.AreEquivalent(names, network.state_dict().Keys.ToArray());
        Assert.IsFalse(network.Latent.Memory.Items.requires_grad);
        Assert.IsLessThan(1e-4, (before - after).abs().max().ToDouble());
    }

    [TestMethod]
    public void Repeated_training_and_scoring_leave_no_tensors()
    {
        foreach (LatentModule latent in Enum.GetValues<LatentModule>())
        {
            using FimNetwork network = TestNetwork.Create(latent);
            using Tensor patches = TestNetwork.Patches(2);
            Round();
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (int i = 0; i < 3; i++)
            {
                Round();
            }

            Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount, $"{latent}");

            // No scope here: what the network does not hand over it has to dispose itself.
            void Round()
            {
                (Tensor reconstruction, Tensor? attention) = network.call(patches);
                using Tensor loss = reconstruction.sum();
                loss.backward();
                reconstruction.Dispose();
                using Tensor? entropy = attention is null ? null : MemoryAugmentedModule.Entropy(attention);
                attention?.Dispose();
                foreach (Tensor feature in network.Encoder.Features(patches, 3))
                {
                    feature.Dispose();
                }
            }
        }
    }

    [TestMethod]
    public void A_network_made_inside_a_scope_outlives_it_and_disposing_it_frees_all_tensors()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        FimNetwork network;
        using (NewDisposeScope())
        {
            network = TestNetwork.Create();
        }

        using (NewDisposeScope())
        {
            Assert.IsTrue(network.call(TestNetwork.Patches(2)).Reconstruction.isfinite().all().ToBoolean());
        }

        network.Dispose();
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Backward(FimNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(4);
        NetworkOutput output = network.call(patches);
        Tensor loss = 50 * (output.Reconstruction - patches).abs().mean() + 0.01 * MemoryAugmentedModule.Entropy(output.Attention!);
        loss.backward();
    }
}
