using FimNet.MLNet.Benchmarks.Baselines;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Quantization;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>One 512x512 image: the library, TorchSharp eager, the naive graph, and a large matrix product as the machine's measure.</summary>
internal sealed record ScoringSpeed(double Library, double Eager, double Naive, double Int8, double MatrixProduct, double Int8MapDifference, double OperationsPerImage)
{
    private const int Side = 512;
    private const int MatrixSide = 2048;
    private const int Rounds = 11;

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
        using var int8 = new ScoringSession(model with { Graph = Int8Quantizer.Quantize(model.Graph, [image]) });
        var buffers = new ScoreBuffers();
        var int8Buffers = new ScoreBuffers();
        using torch.Tensor pixels = torch.tensor(image.Pixels.ToArray(), [1, Side, Side, 3]);
        using torch.Tensor matrix = torch.randn(MatrixSide, MatrixSide);
        float[] ofEager = [];
        float[] ofNaive = [];
        double[] medians = Timing.Alternate(
            Rounds,
            () => session.Run([image], buffers, reconstruct: false),
            () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                ofEager = EagerScorer.Score(patches => plain.call(patches).Reconstruction, plain.Features, pixels, 1, 2, 3).Map.data<float>().ToArray();
            },
            () =>
            {
                using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Pixels.ToArray(), [1, Side, Side, 3]);
                using var run = new RunOptions();
                using IDisposableReadOnlyCollection<OrtValue> outputs = naive.Run(run, [GraphNames.Image], [input], [GraphNames.AnomalyMap, GraphNames.Score]);
                ofNaive = outputs[0].GetTensorDataAsSpan<float>().ToArray();
            },
            () => int8.Run([image], int8Buffers, reconstruct: false),
            () =>
            {
                using IDisposable noGradient = torch.no_grad();
                using torch.Tensor product = matrix.mm(matrix);
            });
        Compare(buffers.Maps, ofEager);
        Compare(buffers.Maps, ofNaive);
        double difference = buffers.Maps.Zip(int8Buffers.Maps).Average(pair => Math.Abs(pair.First - pair.Second)) / buffers.Maps.Average();
        return new ScoringSpeed(medians[0], medians[1], medians[2], medians[3], medians[4], difference, BenchmarkModel.FloatingPointOperations(Side));
    }

    /// <summary>Programs that give different maps are no match for each other.</summary>
    private static void Compare(float[] map, float[] other)
    {
        if (map.Zip(other).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3f * map.Max())
        {
            throw new InvalidOperationException("The programs to compare give different anomaly maps.");
        }
    }
}
