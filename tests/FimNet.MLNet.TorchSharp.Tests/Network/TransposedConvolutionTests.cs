using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

[TestClass]
public class TransposedConvolutionTests
{
    [TestMethod]
    [DataRow(1, 1, 1, 1, 1)]
    [DataRow(2, 5, 3, 4, 7)]
    [DataRow(3, 32, 3, 8, 8)]
    public void In_phases_it_is_torchs_own_with_the_same_gradients(int batch, int inputs, int outputs, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor input = Leaf(batch, inputs, height, width), weight = Leaf(inputs, outputs, 4, 4), bias = Leaf(outputs);
        Tensor direction = randn([batch, outputs, 2 * height, 2 * width], dtype: ScalarType.Float64, generator: generator);

        (Tensor value, Tensor[] gradients) = Derived(TransposedConvolution.InPhases(input, weight, bias));
        (Tensor expected, Tensor[] expectedGradients) = Derived(nn.functional.conv_transpose2d(input, weight, bias, strides: [2, 2], padding: [1, 1]));

        CollectionAssert.AreEqual(expected.shape, value.shape);
        Assert.IsLessThan(1e-12, (value - expected).abs().max().ToDouble());
        for (int i = 0; i < gradients.Length; i++)
        {
            Assert.IsLessThan(1e-11, (gradients[i] - expectedGradients[i]).abs().max().ToDouble(), $"gradient {i}");
        }

        Tensor Leaf(params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: generator).requires_grad_();

        (Tensor Value, Tensor[] Gradients) Derived(Tensor output) =>
            (output.detach(), autograd.grad([output], [input, weight, bias], [direction]).ToArray());
    }
}
