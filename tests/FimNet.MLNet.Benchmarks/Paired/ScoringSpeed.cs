using FimNet.MLNet.Benchmarks.Baselines;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>One 512x512 image: the library, TorchSharp eager, the naive graph, and a large matrix product as the machine's measure.</summary>
internal sealed record ScoringSpeed(double Library, double Eager, double Naive, double MatrixProduct, double OperationsPerImage)
{
    private const int Side = 512;
    private const int MatrixSide = 2048;
    private const int Rounds = 21;

    public double PeakFraction => OperationsPerImage / Library / (2.0 * MatrixSide * MatrixSide * MatrixSide / MatrixProduct);

    public static ScoringSpeed Measure()
    {
        using FimNetwork network = BenchmarkModel.Network();
        network.eval();
        using var plain = new PlainNetwork(network.state_dict());
        plain.eval();
        RgbImage image = TestModel.Image(Side, Side, seed: 1);
        FimNetModel model = TestModel.Create(network, BenchmarkModel.Graph(Side));
        using var session = new ScoringSession(model);
        using var naive = new InferenceSession(NaiveGraph.Export(new NetworkWeights(network), network.Options, BenchmarkModel.Graph(Side)));
        var buffers = new ScoreBuffers();
        using torch.Tensor pixels = torch.tensor(image.Pixels.ToArray(), [1, Side, Side, 3]);
        using torch.Tensor matrix = torch.randn(MatrixSide, MatrixSide);
        double[] medians = Timing.Alternate(
            Rounds,
            () => session.Run([image], buffers, reconstruct: false),
            () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                EagerScorer.Score(patches => plain.call(patches).Reconstruction, plain.Features, pixels, 1, 2, 3);
            },
            () =>
            {
                using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Pixels.ToArray(), [1, Side, Side, 3]);
                using var run = new RunOptions();
                using IDisposableReadOnlyCollection<OrtValue> outputs = naive.Run(run, [GraphNames.Image], [input], [GraphNames.AnomalyMap, GraphNames.Score]);
                outputs[0].GetTensorDataAsSpan<float>().ToArray();
            },
            () =>
            {
                using IDisposable noGradient = torch.no_grad();
                using torch.Tensor product = matrix.mm(matrix);
            });
        return new ScoringSpeed(medians[0], medians[1], medians[2], medians[3], BenchmarkModel.FloatingPointOperations(Side));
    }
}
