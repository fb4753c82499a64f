using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Persistence.Graphs;
using FimNet.MLNet.Robustness.Models;
using FimNet.MLNet.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>What loading lets pass: every model that the exporter and the quantizer write, and nothing that they never do. <see cref="ModelCheckTests"/> has what it refuses.</summary>
[TestClass]
public sealed class ModelAcceptanceTests : IDisposable
{
    private static readonly (LatentModule Latent, GateActivation Gates, double Temperature)[] Networks =
    [
        (LatentModule.Lfrm, GateActivation.Softmax, 1), (LatentModule.Lfrm, GateActivation.Sigmoid, 0.5), (LatentModule.Memory, GateActivation.Softmax, 1),
        (LatentModule.Concatenate, GateActivation.Softmax, 1), (LatentModule.None, GateActivation.Softmax, 1),
    ];

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Of a sixteenth of the channels, which the checks do not know of.</summary>
    [TestMethod]
    [DataRow(AnomalyScoring.Mhfd)]
    [DataRow(AnomalyScoring.PixelDifference)]
    [DataRow(AnomalyScoring.TwoSidedMhfd)]
    [DataRow(AnomalyScoring.ConditionalMhfd)]
    [DataRow(AnomalyScoring.ConditionalFusion)]
    public void Every_pair_of_options_saves_and_loads_exact_and_in_eight_bits(AnomalyScoring scoring)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        FimNetwork[] networks = [.. Networks.Select(n => Network(n.Latent, n.Gates, n.Temperature))];
        int models = 0;
        foreach (GraphOptions options in Combinations(scoring))
        {
            MapNormalization? normalization = Normalizations(options)[(models + (int)scoring) % 4];
            FimNetwork network = networks[models++ % networks.Length];
            using FimNetTransformer exact = Narrow(network, options, normalization);
            using FimNetTransformer quantized = exact.Quantize(ImageRows.View(_mlContext, 1));
            AssertLoads(exact, options);
            AssertLoads(quantized, options);
        }

        Assert.AreEqual(9, models);
    }

    [TestMethod]
    [DataRow(LatentModule.Lfrm, GateActivation.Softmax, AnomalyScoring.Mhfd, 64)]
    [DataRow(LatentModule.Lfrm, GateActivation.Sigmoid, AnomalyScoring.ConditionalFusion, 16)]
    [DataRow(LatentModule.Memory, GateActivation.Softmax, AnomalyScoring.PixelDifference, 32)]
    [DataRow(LatentModule.Concatenate, GateActivation.Softmax, AnomalyScoring.TwoSidedMhfd, 64)]
    [DataRow(LatentModule.None, GateActivation.Softmax, AnomalyScoring.Mhfd, 16)]
    public void Models_of_full_size_save_and_load_exact_and_in_eight_bits(LatentModule latent, GateActivation gates, AnomalyScoring scoring, int stride)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = Network(latent, gates);
        GraphOptions options = TestModel.Options with { Scoring = scoring, PatchStride = stride, SmoothingSigma = 3, FeatureLevels = [1, 2, 3, 4, 5, 6], ScoreTopFraction = stride / 1000.0 };
        using var exact = new FimNetTransformer(_mlContext, TestModel.Create(network, options, statistics: TestStatistics.For(scoring), normalization: Normalizations(options)[3]));
        using FimNetTransformer quantized = exact.Quantize(ImageRows.View(_mlContext, 2));
        AssertLoads(exact, options);
        AssertLoads(quantized, options);
    }

    /// <summary>An operator or attribute that is allowed though nothing writes it would be one more thing for a hostile file to try.</summary>
    [TestMethod]
    public void Exactly_the_operators_and_attributes_that_are_written_are_allowed()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var written = new SortedSet<string>(StringComparer.Ordinal);
        AnomalyScoring[] scorings = Enum.GetValues<AnomalyScoring>();
        for (int i = 0; i < Math.Max(Networks.Length, scorings.Length); i++)
        {
            (LatentModule latent, GateActivation gates, double temperature) = Networks[i % Networks.Length];
            AnomalyScoring scoring = scorings[i % scorings.Length];
            using FimNetwork network = Network(latent, gates, temperature);
            GraphOptions plain = TestModel.Options with { Scoring = scoring };
            GraphOptions rich = plain with { PatchStride = 32, SmoothingSigma = 2, FeatureLevels = [1, 2, 3, 4, 5, 6], ScoreTopFraction = 0.01 };
            foreach (GraphOptions options in new[] { plain, rich })
            {
                using FimNetTransformer exact = Narrow(network, options, options == rich ? Normalizations(options)[3] : null);
                using FimNetTransformer quantized = exact.Quantize(ImageRows.View(_mlContext, 1));
                written.UnionWith(Parts(exact.Graph()).Concat(Parts(quantized.Graph())));
            }
        }

        IEnumerable<string> allowed = GraphOperators.Allowed.SelectMany(known => known.Value.Attributes.Select(attribute => $"{known.Key}.{attribute}").Prepend(known.Key));
        CollectionAssert.AreEqual(written.ToArray(), allowed.Order(StringComparer.Ordinal).ToArray(), $"written and not allowed: {string.Join(", ", written.Except(allowed))}; allowed and not written: {string.Join(", ", allowed.Except(written))}");
    }

    /// <summary>None, each alone, and both.</summary>
    private static MapNormalization?[] Normalizations(GraphOptions options)
    {
        PositionNormalization positions = TestStatistics.Positions(options.ImageWidth * options.ImageHeight);
        return [null, new MapNormalization(positions, UsualBackground: null), new MapNormalization(Positions: null, UsualBackground: 0.5f), new MapNormalization(positions, UsualBackground: 0.5f)];
    }

    /// <summary>An orthogonal array: any two options meet in every pair of their values.</summary>
    private static IEnumerable<GraphOptions> Combinations(AnomalyScoring scoring) =>
        from row in Enumerable.Range(0, 3)
        from column in Enumerable.Range(0, 3)
        select TestModel.Options with
        {
            Scoring = scoring,
            PatchStride = new[] { 64, 32, 16 }[row],
            FeatureLevels = new int[][] { [1, 2, 3], [3], [1, 2, 3, 4, 5, 6] }[column],
            SmoothingSigma = new[] { 0.0, 2, 2 }[(row + column) % 3],
            ScoreTopFraction = new[] { 0, 0.01, 0 }[(row + 2 * column) % 3],
        };

    /// <summary>Operators, and those of their attributes that are not a runtime's own statement of a default.</summary>
    private static IEnumerable<string> Parts(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Attribute.Where(a => !StatedDefaults.Has(a) || GraphOperators.Allowed[node.OpType].Attributes.Contains(a.Name)).Select(a => $"{node.OpType}.{a.Name}").Prepend(node.OpType));

    private static FimNetwork Network(LatentModule latent, GateActivation gates, double temperature = 1)
    {
        using var generator = new torch.Generator(1);
        return new FimNetwork(new NetworkOptions(latent, gates, TestNetwork.MemorySize, temperature), generator).WithStatistics();
    }

    private FimNetTransformer Narrow(FimNetwork network, GraphOptions options, MapNormalization? normalization)
    {
        FimNetModel model = TestModel.Create(network, options, statistics: TestStatistics.For(options.Scoring), normalization: normalization);
        return new FimNetTransformer(_mlContext, model with { Graph = NarrowGraph.Of(model.Graph) });
    }

    private void AssertLoads(FimNetTransformer model, GraphOptions options)
    {
        string path = Path.Combine(_folder.Path, "model.zip");
        _mlContext.Model.Save(model, inputSchema: null, path);
        using FimNetTransformer loaded = _mlContext.Model.LoadFimNet(path, out _).FimNet();
        IDataView saved = model.Transform(ImageRows.View(_mlContext, 1)), restored = loaded.Transform(ImageRows.View(_mlContext, 1));
        Assert.AreEqual(saved.GetColumn<float>("Score").Single(), restored.GetColumn<float>("Score").Single(), $"{options}");
        CollectionAssert.AreEqual(saved.GetColumn<float[]>("AnomalyMap").Single(), restored.GetColumn<float[]>("AnomalyMap").Single(), $"{options}");
    }
}
