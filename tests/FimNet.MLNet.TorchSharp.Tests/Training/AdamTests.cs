using FimNet.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Adam = FimNet.MLNet.Training.Adam;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class AdamTests
{
    [TestMethod]
    public void One_pass_over_memory_gives_what_torch_gives() => GivesWhatTorchGives(parameters =>
    {
        Adam adam = Adam.Create(parameters, CPU);
        Assert.IsInstanceOfType<FusedAdam>(adam);
        return adam;
    });

    [TestMethod]
    public void Tensor_operations_give_what_torch_gives() => GivesWhatTorchGives(static parameters => new DeviceAdam(parameters));

    private static void GivesWhatTorchGives(Func<Parameter[], Adam> create)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] own = Parameters();
        Parameter[] plain = Parameters();
        using Adam one = create(own);
        using optim.Optimizer other = optim.Adam(plain, beta1: Adam.Beta1, beta2: Adam.Beta2, eps: Adam.Epsilon);
        using var generator = new Generator(7);
        for (int step = 1; step <= 20; step++)
        {
            for (int i = 0; i < own.Length; i++)
            {
                // A parameter may go without a gradient for a while; its moments then stand still, as torch's do.
                if (i != 1 || step % 3 != 0)
                {
                    Tensor gradient = empty_like(plain[i]).normal_(0, Math.Pow(10, i - 3), generator);
                    own[i].grad = gradient.clone().contiguous();
                    plain[i].grad = gradient;
                }
            }

            one.Step(0.01 / step);
            foreach (optim.ILearningRateController group in other.ParamGroups)
            {
                group.LearningRate = 0.01 / step;
            }

            other.step();
            Array.ForEach(plain, p => p.grad = null);
        }

        foreach ((Parameter actual, Parameter expected) in own.Zip(plain))
        {
            Assert.IsGreaterThan(0.01, (expected - 0.5).abs().max().ToDouble(), "the parameter has not moved");
            Assert.IsLessThan(2e-6, (actual - expected).abs().max().ToDouble());
        }
    }

    [TestMethod]
    public void A_step_lets_go_of_the_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = ones_like(parameter);
        }

        using Adam adam = Adam.Create(parameters, CPU);
        adam.Step(0.1);
        Assert.IsTrue(parameters.All(p => p.grad is null));
    }

    [TestMethod]
    public void A_memory_layout_that_a_pass_cannot_follow_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter parameter = nn.Parameter(ones(4, 6).t());
        parameter.grad = ones(4, 6).t();
        using var adam = new FusedAdam([parameter]);
        Assert.Throws<NotSupportedException>(() => adam.Step(0.1));
    }

    /// <summary>A vector whose length fits no register, a matrix, a convolution's weight in channels-last memory, and one of several blocks.</summary>
    private static Parameter[] Parameters() =>
    [
        nn.Parameter(full(3, 0.5)),
        nn.Parameter(full(5, 7, 0.5)),
        nn.Parameter(full([4, 3, 3, 6], 0.5).permute(0, 3, 1, 2)),
        nn.Parameter(full(300, 301, 0.5)),
    ];
}
