using FimNet.MLNet.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace FimNet.MLNet.Tests.Network;

/// <summary>The network against Table I of the paper.</summary>
[TestClass]
public class TableTests
{
    [TestMethod]
    public void Every_layer_puts_out_the_shape_of_Table_I()
    {
        using FimNetwork network = TestNetwork.Create();
        var shapes = new Dictionary<string, string>();
        foreach ((string name, nn.Module module) in network.named_modules())
        {
            if (module is Linear or Encoder)
            {
                ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
                {
                    Add(name, output);
                    return output;
                });
            }
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(5);
        NetworkOutput output = network.call(patches);
        Tensor[] encoded = network.Encoder.Features(patches, 6), decoded = network.Decoder.Features(encoded[^1], 6);
        for (int i = 0; i < 6; i++)
        {
            Add($"encoder.conv{i + 1}", encoded[i]);
            Add($"decoder.deconv{i + 1}", decoded[i]);
        }

        var expected = new Dictionary<string, string>
        {
            ["encoder.conv1"] = "5x32x32x32",
            ["encoder.conv2"] = "5x32x32x32",
            ["encoder.conv3"] = "5x64x16x16",
            ["encoder.conv4"] = "5x128x8x8",
            ["encoder.conv5"] = "5x256x4x4",
            ["encoder.conv6"] = "5x512x1x1",
            ["encoder"] = "5x512x1x1",
            ["latent.fusion.forget"] = "5x512",
            ["latent.fusion.input"] = "5x512",
            ["latent.fusion.candidate"] = "5x512",
            ["decoder.deconv1"] = "5x256x4x4",
            ["decoder.deconv2"] = "5x128x8x8",
            ["decoder.deconv3"] = "5x64x16x16",
            ["decoder.deconv4"] = "5x32x32x32",
            ["decoder.deconv5"] = "5x32x32x32",
            ["decoder.deconv6"] = "5x3x64x64",
        };
        CollectionAssert.AreEquivalent(expected, shapes);
        void Add(string name, Tensor layer) => shapes.Add(name, string.Join('x', layer.shape));
        CollectionAssert.AreEqual(new long[] { 5, 3, 64, 64 }, output.Reconstruction.shape);
        CollectionAssert.AreEqual(new long[] { 5, TestNetwork.MemorySize }, output.Attention!.shape);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Encoder_and_decoder_compute_what_Table_I_says_written_out(bool training)
    {
        using FimNetwork network = TestNetwork.Create(LatentModule.None).WithStatistics();
        network.train(training);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> weights = network.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        Tensor patches = TestNetwork.Patches(4);

        Tensor x = Conv(weights, "encoder.conv1", patches, 2, 1);
        x = F.leaky_relu(Norm(weights, "encoder.bn2", Conv(weights, "encoder.conv2", x, 1, 1), training), 0.2);
        x = F.leaky_relu(Norm(weights, "encoder.bn3", Conv(weights, "encoder.conv3", x, 2, 1), training), 0.2);
        x = F.leaky_relu(Norm(weights, "encoder.bn4", Conv(weights, "encoder.conv4", x, 2, 1), training), 0.2);
        x = F.leaky_relu(Norm(weights, "encoder.bn5", Conv(weights, "encoder.conv5", x, 2, 1), training), 0.2);
        Tensor latent = Conv(weights, "encoder.conv6", x, 1, 0);
        x = Deconv(weights, "decoder.deconv1", latent, 1, 0);
        x = F.relu(Norm(weights, "decoder.bn2", Deconv(weights, "decoder.deconv2", x, 2, 1), training));
        x = F.relu(Norm(weights, "decoder.bn3", Deconv(weights, "decoder.deconv3", x, 2, 1), training));
        x = F.relu(Norm(weights, "decoder.bn4", Deconv(weights, "decoder.deconv4", x, 2, 1), training));
        x = F.relu(Norm(weights, "decoder.bn5", Deconv(weights, "decoder.deconv5", x, 1, 1), training));
        Tensor expected = Deconv(weights, "decoder.deconv6", x, 2, 1).tanh();

        Tensor actual = network.call(patches).Reconstruction;
        Assert.IsGreaterThan(1e-3f, expected.std().ToSingle(), "the comparison would mean nothing");
        Assert.IsLessThan(1e-5f, (expected - actual).abs().max().ToSingle());
    }

    [TestMethod]
    public void The_parameters_are_those_counted_by_hand()
    {
        const long encoder = (3 * 32 * 16 + 32) + (32 * 32 * 9 + 32 + 64) + (32 * 64 * 16 + 64 + 128) + (64 * 128 * 16 + 128 + 256)
            + (128 * 256 * 16 + 256 + 512) + (256 * 512 * 16 + 512);
        const long decoder = (512 * 256 * 16 + 256) + (256 * 128 * 16 + 128 + 256) + (128 * 64 * 16 + 64 + 128) + (64 * 32 * 16 + 32 + 64)
            + (32 * 32 * 9 + 32 + 64) + (32 * 3 * 16 + 3);
        const long layer = 1024 * 512 + 512;
        const long memory = TestNetwork.MemorySize * 512;

        Assert.AreEqual(encoder + decoder + 3 * layer + memory, Count(LatentModule.Lfrm));
        Assert.AreEqual(7_169_475 + memory, Count(LatentModule.Lfrm));
        Assert.AreEqual(encoder + decoder + memory, Count(LatentModule.Memory));
        Assert.AreEqual(encoder + decoder + layer + memory, Count(LatentModule.Concatenate));
        Assert.AreEqual(encoder + decoder, Count(LatentModule.None));

        static long Count(LatentModule latent)
        {
            using FimNetwork network = TestNetwork.Create(latent);
            return network.parameters().Sum(p => p.numel());
        }
    }

    private static Tensor Conv(Dictionary<string, Tensor> weights, string name, Tensor x, long stride, long padding) =>
        F.conv2d(x, weights[name + ".weight"], weights[name + ".bias"], [stride, stride], [padding, padding]);

    private static Tensor Deconv(Dictionary<string, Tensor> weights, string name, Tensor x, long stride, long padding) =>
        F.conv_transpose2d(x, weights[name + ".weight"], weights[name + ".bias"], [stride, stride], [padding, padding]);

    private static Tensor Norm(Dictionary<string, Tensor> weights, string name, Tensor x, bool training)
    {
        long[] channel = [1, -1, 1, 1];
        Tensor mean = training ? x.mean([0, 2, 3], keepdim: true) : weights[name + ".running_mean"].reshape(channel);
        Tensor variance = training ? (x - mean).square().mean([0, 2, 3], keepdim: true) : weights[name + ".running_var"].reshape(channel);
        return (x - mean) / (variance + 1e-5).sqrt() * weights[name + ".weight"].reshape(channel) + weights[name + ".bias"].reshape(channel);
    }
}
