using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Persistence.Graphs;
using FimNet.MLNet.Robustness.Models;
using FimNet.MLNet.Statistics;
using Google.Protobuf;
using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>What loading lets pass: every model of this library, and no other.</summary>
[TestClass]
public sealed class ModelCheckTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(LatentModule.Lfrm, GateActivation.Softmax, AnomalyScoring.Mhfd, 64)]
    [DataRow(LatentModule.Lfrm, GateActivation.Sigmoid, AnomalyScoring.TwoSidedMhfd, 16)]
    [DataRow(LatentModule.Memory, GateActivation.Softmax, AnomalyScoring.PixelDifference, 32)]
    [DataRow(LatentModule.Concatenate, GateActivation.Softmax, AnomalyScoring.TwoSidedMhfd, 64)]
    [DataRow(LatentModule.None, GateActivation.Softmax, AnomalyScoring.Mhfd, 16)]
    public void Every_graph_that_is_exported_or_quantized_is_allowed_and_loads(LatentModule latent, GateActivation gates, AnomalyScoring scoring, int stride)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create(latent, gates).WithStatistics();
        GraphOptions options = TestModel.Options with { Scoring = scoring, PatchStride = stride, SmoothingSigma = 3, FeatureLevels = [1, 2, 3, 4, 5, 6], ScoreTopFraction = stride / 1000.0 };
        SurfaceStatistics? statistics = scoring == AnomalyScoring.TwoSidedMhfd ? Statistics() : null;
        using var exact = new FimNetTransformer(_mlContext, TestModel.Create(network, options, statistics: statistics));
        using FimNetTransformer quantized = exact.Quantize(ImageRows.View(_mlContext, 2));

        foreach (FimNetTransformer model in new[] { exact, quantized })
        {
            string[] forgotten = [.. model.Graph().Node.Select(node => node.OpType).Distinct().Where(type => !GraphOperators.Allowed.ContainsKey(type))];
            Assert.IsEmpty(forgotten, $"not in GraphOperators: {string.Join(", ", forgotten)}");
            string path = Save(model);
            using FimNetTransformer loaded = _mlContext.Model.LoadFimNet(path, out _).FimNet();
            Assert.AreEqual(model.Threshold, loaded.Threshold);
        }
    }

    [TestMethod]
    public void Every_refusal_is_of_one_type_and_says_why()
    {
        using FimNetTransformer model = TestModel.Transformer(_mlContext);
        var zip = new ModelZip(File.ReadAllBytes(Save(model)));
        string header = zip.Names.Single(name => zip[name].AsSpan().IndexOf("FIMNETTR"u8) >= 0);
        (string Expected, byte[] File)[] cases =
        [
            ("which FIM-Net never writes", zip.WithGraph(m => m.Graph.Node[0].OpType = "Loop").Pack()),
            ("which FIM-Net never writes", zip.WithGraph(m => m.Graph.Node[0].Domain = "com.microsoft").Pack()),
            ("operators of ONNX of version 18", zip.WithGraph(m => m.OpsetImport[0].Version = 17).Pack()),
            ("bytes but has", zip.WithGraph(m => m.Graph.Initializer.First(t => t.Dims.Count == 4).Dims[0] = 1_000_000).Pack()),
            ("not finite", zip.WithGraph(m => m.Graph.Initializer.First(t => t.Dims.Count == 4).RawData = NaNs(m.Graph.Initializer.First(t => t.Dims.Count == 4).RawData.Length)).Pack()),
            ("outputs anomaly_map", zip.WithGraph(m => m.Graph.Output[0].Name = "other").Pack()),
            ("outputs anomaly_map", zip.WithSettings(zip.Settings.Replace("\"imageWidth\":128", "\"imageWidth\":64", StringComparison.Ordinal)).Pack()),
            ("field 25 of ModelProto", zip.WithGraph([.. zip.Graph, 0xCA, 0x01, 0x00]).Pack()),
            ("more memory", zip.WithGraph(m => Repeat(m, times: 1 << 20)).Pack()),
            ("not those that it was saved with", zip.With("Settings.json", [.. zip["Settings.json"], (byte)' ']).Pack()),
            ("lacks the entry Sha256", zip.Without("Sha256").Pack()),
            ("file format", zip.With(header, Newer(zip[header])).Pack()),
            ("is not a model", "this is no model"u8.ToArray()),
            ("is not a model", []),
        ];
        foreach ((string expected, byte[] file) in cases)
        {
            string path = Path.Combine(_folder.Path, "refused.zip");
            File.WriteAllBytes(path, file);
            ModelFormatException refusal = Assert.ThrowsExactly<ModelFormatException>(() => _mlContext.Model.LoadFimNet(path, out _), expected);
            StringAssert.Contains(refusal.Message, expected, StringComparison.Ordinal);
            StringAssert.Contains(refusal.Message, path, StringComparison.Ordinal);
        }
    }

    private static ByteString NaNs(int length) => ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xFF, length)]);

    /// <summary>The weights of the first layer, repeated along the first axis.</summary>
    private static void Repeat(ModelProto model, long times)
    {
        string weight = model.Graph.Initializer.First(t => t.Dims.Count == 4).Name;
        model.Graph.Node.Add(new NodeProto { Name = "bomb", OpType = "Tile", Input = { weight, "repeats" }, Output = { "bomb" } });
        byte[] repeats = [.. BitConverter.GetBytes(times), .. Enumerable.Repeat(BitConverter.GetBytes(1L), 3).SelectMany(bytes => bytes)];
        model.Graph.Initializer.Add(new TensorProto { Name = "repeats", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 4 }, RawData = ByteString.CopyFrom(repeats) });
    }

    /// <summary>A header that says that only a later version can read the rest: the version stands behind signatures and sizes.</summary>
    private static byte[] Newer(byte[] header)
    {
        byte[] copy = [.. header];
        int place = copy.AsSpan().IndexOf("FIMNETTR"u8);
        copy.AsSpan(place + 12, 4).Fill(0x7F);
        return copy;
    }

    private static SurfaceStatistics Statistics()
    {
        int size = ResidualGraph.DescriptorSize;
        var tail = new TailCurve([0, 1, 2, 3], [0, 1, 2, 3]);
        float[] unit = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 1f : 0f)];
        return new SurfaceStatistics(new ResidualModel([.. Enumerable.Repeat(1e-6f, ResidualGraph.Channels)], new float[size], unit), tail, tail);
    }

    private string Save(FimNetTransformer model)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.zip");
        _mlContext.Model.Save(model, inputSchema: null, path);
        return path;
    }
}
