using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

[TestClass]
public class WeightInitializationTests
{
    [TestMethod]
    public void The_same_generator_seed_gives_the_same_weights_whatever_the_process_wide_seed()
    {
        manual_seed(1);
        using FimNetwork first = TestNetwork.Create(seed: 42);
        manual_seed(2);
        using FimNetwork second = TestNetwork.Create(seed: 42);
        Dictionary<string, Tensor> state = second.state_dict();
        foreach ((string name, Tensor value) in first.state_dict())
        {
            Assert.IsTrue(value.equal(state[name]).all().ToBoolean(), name);
        }
    }

    [TestMethod]
    public void Another_generator_seed_gives_other_weights()
    {
        using FimNetwork first = TestNetwork.Create(seed: 1);
        using FimNetwork second = TestNetwork.Create(seed: 2);
        Dictionary<string, Tensor> others = second.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        foreach ((string name, Tensor value) in first.named_parameters())
        {
            bool drawn = !name.Contains(".bn", StringComparison.Ordinal) || name.EndsWith("weight", StringComparison.Ordinal);
            Assert.AreEqual(drawn, !value.equal(others[name]).all().ToBoolean(), name);
        }
    }

    [TestMethod]
    public void Weights_have_the_distributions_of_the_design()
    {
        using FimNetwork network = TestNetwork.Create();
        Dictionary<string, double[]> state = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.Doubles());
        AssertNormal(state["encoder.conv5.weight"], 0, 0.02);
        AssertNormal(state["decoder.deconv1.weight"], 0, 0.02);
        AssertNormal(state["encoder.bn5.weight"], 1, 0.02);
        Assert.IsTrue(state["encoder.bn5.bias"].All(b => b == 0));
        AssertUniform(state["latent.memory.items"], 1 / Math.Sqrt(512));
        AssertUniform(state["latent.fusion.forget.weight"], 1 / Math.Sqrt(1024));
        AssertUniform(state["latent.fusion.candidate.bias"], 1 / Math.Sqrt(1024));
        AssertUniform(state["encoder.conv6.bias"], 1 / Math.Sqrt(256 * 16));

        // The framework takes the second axis of a transposed convolution, its outputs, for the fan in.
        AssertUniform(state["decoder.deconv1.bias"], 1 / Math.Sqrt(256 * 16));
    }

    private static void AssertNormal(double[] values, double mean, double deviation)
    {
        double error = 5 * deviation / Math.Sqrt(values.Length);
        Assert.AreEqual(mean, values.Average(), error);
        Assert.AreEqual(deviation, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), error);
    }

    private static void AssertUniform(double[] values, double bound)
    {
        Assert.IsTrue(values.All(v => Math.Abs(v) <= bound * 1.000001), "outside the bound");
        Assert.AreEqual(bound / Math.Sqrt(3), Math.Sqrt(values.Average(v => v * v)), 5 * bound / Math.Sqrt(values.Length));
        Assert.AreEqual(0, values.Average(), 5 * bound / Math.Sqrt(values.Length));
    }
}
