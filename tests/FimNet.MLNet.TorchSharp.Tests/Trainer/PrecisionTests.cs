using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using FimNet.MLNet.Tests.Checkpoints;
using FimNet.MLNet.Training;
using Microsoft.ML;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class PrecisionTests
{
    private static readonly TrainingPrecision OfThisProcessor = ProcessorFeatures.MultipliesBFloat16 ? TrainingPrecision.Mixed : TrainingPrecision.Full;

    [TestMethod]
    [DataRow(TrainingPrecision.Automatic, DeviceType.CPU, true, TrainingPrecision.Mixed)]
    [DataRow(TrainingPrecision.Automatic, DeviceType.CPU, false, TrainingPrecision.Full)]
    [DataRow(TrainingPrecision.Automatic, DeviceType.CUDA, true, TrainingPrecision.Full)]
    [DataRow(TrainingPrecision.Full, DeviceType.CPU, true, TrainingPrecision.Full)]
    [DataRow(TrainingPrecision.Mixed, DeviceType.CPU, true, TrainingPrecision.Mixed)]
    [DataRow(TrainingPrecision.Mixed, DeviceType.CUDA, false, TrainingPrecision.Mixed)]
    public void Automatic_is_what_the_processor_does_itself(TrainingPrecision wanted, DeviceType device, bool multipliesBFloat16, TrainingPrecision expected) =>
        Assert.AreEqual(expected, PrecisionChoice.For(wanted, new Device(device), multipliesBFloat16));

    [TestMethod]
    public void Mixed_on_a_processor_that_would_be_slower_so_is_refused()
    {
        InvalidOperationException e = Assert.ThrowsExactly<InvalidOperationException>(() => PrecisionChoice.For(TrainingPrecision.Mixed, CPU, multipliesBFloat16: false));
        StringAssert.StartsWith(e.Message, "Precision is Mixed, but this processor does not multiply such numbers itself");
        StringAssert.EndsWith(e.Message, "Use Automatic or Full.");
    }

    [TestMethod]
    public void The_model_tells_its_precision_and_automatic_is_the_same_training_as_the_one_it_chose()
    {
        FimNetOptions options = TinyTraining.Options with { Precision = TrainingPrecision.Automatic };
        using FimNetTransformer automatic = new MLContext().Fit(options);
        using FimNetTransformer chosen = new MLContext().Fit(options with { Precision = OfThisProcessor });

        Assert.AreEqual(OfThisProcessor.ToString(), automatic.Settings.TrainerOptions!.Value.GetProperty("precision").GetString());
        CollectionAssert.AreEqual(chosen.Onnx(), automatic.Onnx());
    }

    [TestMethod]
    public void A_checkpoint_of_another_precision_is_of_another_training()
    {
        RequireMixed();
        using var folder = new PrivateFolder();
        CheckpointedTraining.FitUntil(folder.Path, stage: 1, step: 11, CheckpointedTraining.Options with { Precision = TrainingPrecision.Mixed });
        TrainingCheckpointException e = Assert.ThrowsExactly<TrainingCheckpointException>(
            () => CheckpointedTraining.Fit(folder.Path, _ => { }, CheckpointedTraining.Options with { Precision = TrainingPrecision.Full }));
        StringAssert.Contains(e.Message, "Precision was \"Mixed\" and is \"Full\"");
        CheckpointedTraining.Fit(folder.Path, _ => { }, CheckpointedTraining.Options with { Precision = TrainingPrecision.Automatic }).Dispose();
    }

    [TestMethod]
    public void Mixed_precision_learns_as_full_precision_does_and_its_model_has_32_bits()
    {
        RequireMixed();
        FimNetOptions options = TinyTraining.Options with { Stage1 = TrainingLength.Steps(60), Stage2 = TrainingLength.Steps(30), BatchSize = 16 };
        using FimNetTransformer full = new MLContext().Fit(options with { Precision = TrainingPrecision.Full });
        using FimNetTransformer mixed = new MLContext().Fit(options with { Precision = TrainingPrecision.Mixed });

        TrainingLoss[] expected = [.. full.TrainingHistory], actual = [.. mixed.TrainingHistory];
        Assert.HasCount(expected.Length, actual);
        CollectionAssert.AreNotEqual(expected, actual, "nothing was rounded");
        Assert.AreEqual(expected[0].Reconstruction, actual[0].Reconstruction, 0.01 * expected[0].Reconstruction, "the first step, from the same weights");
        Assert.AreEqual(expected[^10..].Average(loss => loss.Reconstruction), actual[^10..].Average(loss => loss.Reconstruction), 0.1 * expected[^10..].Average(loss => loss.Reconstruction));
        Assert.IsLessThan(0.7 * actual[0].Reconstruction, actual[^1].Reconstruction, "it learns");
        CollectionAssert.AreEqual(full.Graph().Initializer.Select(i => (i.Name, i.DataType)).ToArray(), mixed.Graph().Initializer.Select(i => (i.Name, i.DataType)).ToArray());
    }

    [TestMethod]
    public void Rounded_factors_change_outputs_and_gradients_by_little_and_weights_keep_32_bits()
    {
        RequireMixed();
        using FimNetwork network = TestNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        (Tensor output, Dictionary<string, Tensor> gradients) = Backward();
        network.SetFactors(ScalarType.BFloat16);
        (Tensor rounded, Dictionary<string, Tensor> roundedGradients) = Backward();

        double error = (rounded - output).abs().mean().ToDouble();
        Assert.IsGreaterThan(0, error, "nothing was rounded");
        Assert.IsLessThan(0.02 * output.std().ToDouble(), error);
        foreach ((string name, Tensor expected) in gradients)
        {
            Tensor actual = roundedGradients[name];
            Assert.AreEqual(ScalarType.Float32, actual.dtype, name);

            // Before a batch normalisation a bias has no gradient but rounding.
            if (expected.norm().ToDouble() > 1e-4)
            {
                double cosine = (actual * expected).sum().ToDouble() / (actual.norm().ToDouble() * expected.norm().ToDouble());
                Assert.IsGreaterThan(0.98, cosine, name);
            }
        }

        (Tensor, Dictionary<string, Tensor>) Backward()
        {
            Tensor patches = TestNetwork.Patches(16);
            Tensor reconstruction = network.call(patches).Reconstruction;
            (reconstruction - patches).abs().mean().backward();
            Dictionary<string, Tensor> found = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
            foreach (Tensor parameter in network.parameters())
            {
                parameter.grad = null;
            }

            return (reconstruction.detach(), found);
        }
    }

    private static void RequireMixed()
    {
        if (!ProcessorFeatures.MultipliesBFloat16)
        {
            Assert.Inconclusive("This processor does not multiply bfloat16 numbers itself.");
        }
    }
}
