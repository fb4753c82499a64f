using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

[TestClass]
public class EncoderFeatureTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    public void The_gradient_of_one_element_reaches_just_its_receptive_field(int level)
    {
        using var encoder = new Encoder();
        encoder.eval();
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            // Positive weights on a positive image: no two paths cancel, and no activation is off.
            foreach ((string name, Tensor parameter) in encoder.named_parameters())
            {
                parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? 0.02 : 0);
            }
        }

        Tensor image = ones(1, 3, 256, 256, requires_grad: true);
        Tensor features = encoder.Features(image, level)[level - 1];
        long middle = features.shape[2] / 2;
        features[0, 0, middle, middle].backward();

        Tensor touched = image.grad!.abs().sum(new long[] { 0, 1 }) > 0;
        Assert.AreEqual(Encoder.ReceptiveFields[level - 1], touched.any(0L).sum().ToInt64());
        Assert.AreEqual(Encoder.ReceptiveFields[level - 1], touched.any(1L).sum().ToInt64());
    }

    [TestMethod]
    public void Features_of_a_whole_image_have_the_sizes_of_their_strides()
    {
        using FimNetwork network = TestNetwork.Create();
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        string[] shapes = network.Encoder.Features(TestNetwork.Patches(2, 128, 192), 6).Select(f => string.Join('x', f.shape)).ToArray();
        CollectionAssert.AreEqual(new[] { "2x32x64x96", "2x32x64x96", "2x64x32x48", "2x128x16x24", "2x256x8x12", "2x512x5x9" }, shapes);
    }

    [TestMethod]
    public void On_a_patch_the_sixth_feature_is_the_encoders_output_and_fewer_levels_give_the_same_features()
    {
        using FimNetwork network = TestNetwork.Create().WithStatistics();
        network.eval();
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = TestNetwork.Patches(3);
        Tensor[] all = network.Encoder.Features(patches, 6);
        Assert.IsTrue(all[5].equal(network.Encoder.call(patches)).all().ToBoolean());
        Tensor[] few = network.Encoder.Features(patches, 3);
        Assert.HasCount(3, few);
        for (int i = 0; i < few.Length; i++)
        {
            Assert.IsTrue(few[i].equal(all[i]).all().ToBoolean(), $"level {i + 1}");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    public void Levels_outside_1_to_6_are_refused(int levels)
    {
        using var encoder = new Encoder();
        using Tensor patches = TestNetwork.Patches(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Features(patches, levels));
    }
}
