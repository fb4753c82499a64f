using FimNet.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class WeightAverageTests
{
    [TestMethod]
    public void Weights_and_statistics_become_their_moving_average_with_a_short_memory_early_on()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1));
        Set(1);
        using var average = new WeightAverage(network, decay: 0.12);

        // The decay is 1/11 at the first update, and the smaller of 0.12 and 2/12, then 3/13, at the next ones.
        Set(2);
        average.Update();
        Set(5);
        average.Update();
        Set(-3);
        average.Update();
        double expected = 1 / 11.0 * 1 + 10 / 11.0 * 2;
        expected = 0.12 * expected + 0.88 * 5;
        expected = 0.12 * expected + 0.88 * -3;

        Assert.IsTrue(Values().All(value => value == -3), "until it is applied the network keeps its own weights");
        average.Apply();
        Assert.HasCount(6, Values());
        foreach (double value in Values())
        {
            Assert.AreEqual(expected, value, 1e-6);
        }

        Assert.AreEqual(0, network.state_dict()["1.num_batches_tracked"].item<long>(), "a count is not averaged");
        Assert.IsTrue(network.parameters().All(p => p.requires_grad));

        void Set(double value)
        {
            using IDisposable noGradient = no_grad();
            foreach (Tensor tensor in network.state_dict().Values.Where(t => t.is_floating_point()))
            {
                tensor.fill_(value);
            }
        }

        double[] Values() => network.state_dict().Values.Where(t => t.is_floating_point()).SelectMany(t => t.Doubles()).ToArray();
    }

    [TestMethod]
    public void Swapping_lends_the_network_its_averages_and_takes_them_back()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = nn.Linear(1, 1, hasBias: false);
        using IDisposable noGradient = no_grad();
        Tensor weight = network.parameters().Single();
        weight.fill_(1);
        using var average = new WeightAverage(network, decay: 0.5);
        weight.fill_(12);
        average.Update();

        average.Swap();
        Assert.AreEqual(11, weight.ToDouble(), 1e-5, "one eleventh of 1 and ten of 12");
        average.Swap();
        Assert.AreEqual(12, weight.ToDouble());
        average.Apply();
        Assert.AreEqual(11, weight.ToDouble(), 1e-5);
    }

    [TestMethod]
    public void A_long_training_averages_with_the_decay_itself()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = nn.Linear(1, 1, hasBias: false);
        using IDisposable noGradient = no_grad();
        Tensor weight = network.parameters().Single();
        weight.fill_(0);
        using var average = new WeightAverage(network, decay: 0.5);
        double expected = 0;
        for (int step = 1; step <= 40; step++)
        {
            weight.fill_(step % 7);
            average.Update();
            double decay = Math.Min(0.5, step / (step + 10.0));
            expected = decay * expected + (1 - decay) * (step % 7);
        }

        average.Apply();
        Assert.AreEqual(expected, weight.ToDouble(), 1e-5);
    }

    [TestMethod]
    public void Disposing_it_leaves_no_tensors()
    {
        using nn.Module<Tensor, Tensor> network = nn.Linear(3, 2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            using var average = new WeightAverage(network, 0.9);
            average.Update();
            average.Apply();
        }

        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
