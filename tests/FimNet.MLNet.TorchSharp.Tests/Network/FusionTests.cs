using FimNet.MLNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Network;

/// <summary>Both fusions with two channels and weights chosen so that Eqs. (6)-(10) can be computed by hand.</summary>
[TestClass]
public class FusionTests
{
    private const double Tolerance = 1e-6;

    [TestMethod]
    [DataRow(GateActivation.Softmax)]
    [DataRow(GateActivation.Sigmoid)]
    public void Forgetting_and_inputting_follow_the_equations(GateActivation activation)
    {
        using var fusion = new ForgettingInputtingFusion(2, activation);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();

        // Rows pick from [z, memory read] = [z1, z2, m1, m2].
        fusion.Forget.weight.copy_(tensor(new float[,] { { 1, 0, 0, 0 }, { 0, 0, 0, 1 } }));
        fusion.Forget.bias!.copy_(tensor(new float[] { 0.5f, 0 }));
        fusion.Input.weight.copy_(tensor(new float[,] { { 0, 2, 0, 0 }, { 0, 0, -1, 0 } }));
        fusion.Input.bias!.copy_(tensor(new float[] { 0, 0.25f }));
        fusion.Candidate.weight.copy_(tensor(new float[,] { { 0, 0, 1, 1 }, { 1, -1, 0, 0 } }));
        fusion.Candidate.bias!.copy_(tensor(new float[] { -0.1f, 0.2f }));
        Tensor actual = fusion.call(tensor(new float[,] { { 0.4f, -1.2f } }), tensor(new float[,] { { 0.9f, 0.3f } }));

        (double f1, double f2) = Gate(activation, 0.4 + 0.5, 0.3);
        (double i1, double i2) = Gate(activation, 2 * -1.2, -0.9 + 0.25);
        double[] expected = [f1 * 0.4 + i1 * Math.Tanh(0.9 + 0.3 - 0.1), f2 * -1.2 + i2 * Math.Tanh(0.4 + 1.2 + 0.2)];
        double[] values = actual.Doubles();
        Assert.AreEqual(expected[0], values[0], Tolerance);
        Assert.AreEqual(expected[1], values[1], Tolerance);
    }

    [TestMethod]
    public void Concatenation_is_one_linear_map_of_code_and_memory_read()
    {
        using var fusion = new ConcatenatingFusion(2);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        fusion.Fc.weight.copy_(tensor(new float[,] { { 1, 2, 3, 4 }, { -1, 0, 0, 10 } }));
        fusion.Fc.bias!.copy_(tensor(new float[] { 0.5f, -0.5f }));
        double[] actual = fusion.call(tensor(new float[,] { { 1, 2 } }), tensor(new float[,] { { 3, 4 } })).Doubles();
        Assert.AreEqual(1 + 4 + 9 + 16 + 0.5, actual[0], Tolerance);
        Assert.AreEqual(-1 + 40 - 0.5, actual[1], Tolerance);
    }

    private static (double First, double Second) Gate(GateActivation activation, double a, double b) => activation == GateActivation.Softmax
        ? (Math.Exp(a) / (Math.Exp(a) + Math.Exp(b)), Math.Exp(b) / (Math.Exp(a) + Math.Exp(b)))
        : (1 / (1 + Math.Exp(-a)), 1 / (1 + Math.Exp(-b)));
}
