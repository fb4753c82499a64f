using System.Text.RegularExpressions;
using FimNet.MLNet.Network;
using FimNet.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public partial class StageTrainerTests
{
    private static readonly FimNetOptions Options = PatchFixture.Options with
    {
        BatchSize = 4,
        LearningRate = 1e-3,
        LearningRateSchedule = LearningRateSchedule.Constant,
        WeightAveraging = 0,
        ReconstructionWeight = 10,
        SparsityWeight = 0.5,
    };

    [TestMethod]
    public void Two_steps_are_adam_on_the_weighted_losses_against_the_good_patches()
    {
        using TrainingData data = PatchFixture.Read(Options);
        using FimNetwork network = TestNetwork.Create();
        using FimNetwork halfway = TestNetwork.Create();
        var told = new List<TrainingLoss>();
        Run(halfway, data, Options, steps: 1, _ => { });
        Run(network, data, Options, steps: 2, told.Add);

        using FimNetwork expected = TestNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        var source = new PatchSource(data, Options, stage: 2, seed: 1);
        Dictionary<string, Tensor> first = expected.named_parameters().ToDictionary(p => p.name, p => zeros_like(p.parameter));
        Dictionary<string, Tensor> second = expected.named_parameters().ToDictionary(p => p.name, p => zeros_like(p.parameter));
        for (int step = 1; step <= 2; step++)
        {
            PatchBatch batch = source.Next();
            NetworkOutput output = expected.call(ToTensor(batch.Input));
            Tensor reconstruction = (output.Reconstruction - ToTensor(batch.Target)).abs().mean();
            Tensor entropy = -(output.Attention! * (output.Attention! + 1e-12).log()).sum() / Options.BatchSize;
            (10 * reconstruction + 0.5 * entropy).backward();
            Assert.AreEqual(reconstruction.ToDouble(), told[step - 1].Reconstruction, 1e-5);
            Assert.AreEqual(entropy.ToDouble(), told[step - 1].Sparsity, 1e-4);
            Assert.AreEqual((2, step, 1e-3f), (told[step - 1].Stage, told[step - 1].Step, told[step - 1].LearningRate));

            using IDisposable noGradient = no_grad();
            foreach ((string name, Tensor parameter) in expected.named_parameters())
            {
                Tensor gradient = parameter.grad!.clone();
                first[name] = 0.5 * first[name] + 0.5 * gradient;
                second[name] = 0.999 * second[name] + 0.001 * gradient.square();
                Tensor mean = first[name] / (1 - Math.Pow(0.5, step));
                Tensor deviation = (second[name] / (1 - Math.Pow(0.999, step))).sqrt();
                parameter.sub_(1e-3 * mean / (deviation + 1e-8));
                parameter.grad!.zero_();
            }

            // The second step begins where the trainer stood: from elsewhere, by what rounding did to the first, its gradients would be others.
            FimNetwork actual = step == 1 ? halfway : network;
            AssertSameStep(expected, actual);
            expected.load_state_dict(actual.state_dict());
        }
    }

    [TestMethod]
    public void The_losses_of_many_steps_are_those_of_a_plainly_written_loop()
    {
        FimNetOptions options = Options with { GateActivation = GateActivation.Sigmoid, WeightAveraging = 0.9, LearningRateSchedule = LearningRateSchedule.WarmupCosine };
        using TrainingData data = PatchFixture.Read(options);
        using FimNetwork network = TestNetwork.Create(gates: GateActivation.Sigmoid);
        using var plain = new PlainNetwork(network.state_dict());
        var expected = new List<float>();
        PlainTraining.Run(plain, new PatchSource(data, options, stage: 2, seed: 1), options, steps: 12, expected.Add);
        var actual = new List<float>();
        Run(network, data, options, steps: 12, loss => actual.Add(loss.Reconstruction));

        Assert.IsGreaterThan(1.2f, expected[0] / expected[^1], "the network has not learned");
        Assert.HasCount(expected.Count, actual);
        for (int step = 0; step < expected.Count; step++)
        {
            Assert.AreEqual(expected[step], actual[step], 0.01f * expected[step], $"step {step + 1}");
        }
    }

    [TestMethod]
    public void A_loss_that_is_no_number_ends_the_training_with_advice()
    {
        using TrainingData data = PatchFixture.Read(Options);
        using FimNetwork network = TestNetwork.Create(LatentModule.None);
        using (no_grad())
        {
            network.parameters().First().fill_(double.NaN);
        }

        string message = Assert.Throws<InvalidOperationException>(() => Run(network, data, Options, steps: 2, _ => { })).Message;
        StringAssert.Contains(message, "the loss of step 1 of stage 2 is not a number");
        StringAssert.Contains(message, "Lower LearningRate (0.001)");
    }

    [TestMethod]
    public void Hundreds_of_steps_leave_no_tensors()
    {
        FimNetOptions options = Options with { WeightAveraging = 0.9, BatchSize = 2 };
        using TrainingData data = PatchFixture.Read(options);
        using FimNetwork network = TestNetwork.Create();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var counts = new List<long>();
        using (NewDisposeScope())
        {
            Run(network, data, options, steps: 200, _ => counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        }

        // When the last step before a state is kept is told of, no other is under way.
        Assert.HasCount(1, counts.Skip(1).Where((_, i) => (i + 2) % StageTrainer.StepsBetweenKept != 0).Distinct().ToArray());
        Assert.HasCount(1, counts.Where((_, i) => (i + 1) % StageTrainer.StepsBetweenKept == 0).Distinct().ToArray());
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    [DoNotParallelize]
    public void Garbage_collections_at_any_moment_change_nothing()
    {
        FimNetOptions options = Options with { WeightAveraging = 0.9, BatchSize = 2 };
        using TrainingData data = PatchFixture.Read(options);
        using var stop = new CancellationTokenSource();
        Task collecting = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect(0);
                    GC.WaitForPendingFinalizers();
                }
            },
            TaskCreationOptions.LongRunning);
        float[] disturbed = Losses(30);
        stop.Cancel();
        collecting.Wait();
        CollectionAssert.AreEqual(Losses(30), disturbed);

        float[] Losses(int steps)
        {
            using FimNetwork network = TestNetwork.Create();
            var losses = new List<float>();
            Run(network, data, options, steps, loss => losses.Add(loss.Reconstruction));
            return [.. losses];
        }
    }

    /// <summary>
    /// Where a gradient is next to nothing its sign, and so the step, hangs on the order of additions: in few places elsewhere,
    /// and everywhere in a bias whose effect the batch normalisation after it takes away.
    /// </summary>
    private static void AssertSameStep(FimNetwork expected, FimNetwork actual)
    {
        Dictionary<string, Tensor> weights = actual.named_parameters().ToDictionary(p => p.name, Tensor (p) => p.parameter);
        foreach ((string name, Tensor parameter) in expected.named_parameters().Where(p => !BiasBeforeNormalisation().IsMatch(p.name)))
        {
            double wrong = ((weights[name] - parameter).abs() > 2e-5).to(ScalarType.Float32).mean().ToDouble();
            Assert.IsLessThan(0.01, wrong, name);
        }
    }

    [GeneratedRegex(@"conv[2-5]\.bias$")]
    private static partial Regex BiasBeforeNormalisation();

    private static void Run(FimNetwork network, TrainingData data, FimNetOptions options, int steps, Action<TrainingLoss> report)
    {
        var clock = new StageClock(TrainingLength.Steps(steps), pixels: 1, options.BatchSize);
        new StageTrainer(network, CPU, options).Run(2, new PatchSource(data, options, stage: 2, seed: 1), clock, new StageHooks((loss, _) => report(loss)));
    }

    private static Tensor ToTensor(byte[] patches) =>
        tensor(patches, [patches.Length / PatchFixture.PatchBytes, 64, 64, 3]).permute(0, 3, 1, 2).to(ScalarType.Float32) / 127.5 - 1;
}
