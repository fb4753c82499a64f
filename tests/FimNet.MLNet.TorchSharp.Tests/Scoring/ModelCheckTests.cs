using System.Text.RegularExpressions;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Robustness.Models;
using Google.Protobuf;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>What loading refuses. <see cref="ModelAcceptanceTests"/> has what it lets pass.</summary>
[TestClass]
public sealed class ModelCheckTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
            ("outputs anomaly_map", zip.WithGraph(m => m.Graph.Node.Remove(m.Graph.Node.Single(node => node.Output[0] == "score"))).Pack()),
            ("outputs anomaly_map", zip.WithSettings(zip.Settings.Replace("\"imageWidth\":128", "\"imageWidth\":64", StringComparison.Ordinal)).Pack()),
            ("outputs anomaly_map", zip.WithGraph(m => m.Graph.Output.Add(m.Graph.Output[1].Clone())).Pack()),
            ("more than 200000 parts", zip.WithGraph(m => m.Graph.Initializer.Add(new TensorProto { Name = "bomb", Dims = { new long[300_000] } })).Pack()),
            ("more than 200000 parts", zip.WithGraph(m => m.Graph.Node[0].Input.Add(Enumerable.Repeat("", 300_000))).Pack()),
            ("more than the 20000000 parts", zip.WithSettings($"{{\"trainerOptions\":[{string.Join(',', Enumerable.Repeat('0', 20_000_000))}],{zip.Settings[1..]}").Pack()),
            ("a number that is not finite", zip.WithSettings(Regex.Replace(zip.Settings, "\"reconstruction\":[0-9][^,}]*", "\"reconstruction\":1e40")).Pack()),
            ("a calibration lacks its rule", zip.WithSettings(Calibrated(zip.Settings, "1e40")).Pack()),
            ("a calibration lacks its rule", zip.WithSettings(Calibrated(zip.Settings, "0.1", rule: "null")).Pack()),
            ("a step that there cannot be", zip.WithSettings(zip.Settings.Replace("\"step\":1", "\"step\":-1", StringComparison.Ordinal)).Pack()),
            ("field 2 of ModelProto in its graph is not of the type", zip.WithGraph([.. zip.Graph, 0x13, 0x14]).Pack()),
            ("field 5 of ModelProto in its graph is not of the type", zip.WithGraph([.. zip.Graph, 0x2D, 0x00, 0x00, 0x00, 0x00]).Pack()),
            ("field 25 of ModelProto", zip.WithGraph([.. zip.Graph, 0xCA, 0x01, 0x00]).Pack()),
            ("more memory", zip.WithGraph(m => Repeat(m, elements: 1L << 32)).Pack()),
            ("more memory", zip.WithGraph(m => Repeat(m, elements: 1L << 27)).Pack()),
            ("more memory", zip.WithGraph(m => JoinLists(m, times: 1000)).Pack()),
            ("multiplies more often", zip.WithGraph(m => MultiplyConstants(m, times: 16)).Pack()),
            ("along too many", zip.WithGraph(m => CutAlong(m, axes: 1000)).Pack()),
            ("drops more axes", zip.WithGraph(m => m.Graph.Node.Add(new NodeProto { Name = "dropped", OpType = "Squeeze", Input = { m.Graph.Initializer[0].Name, Numbers(m, "axes", new long[1000]) }, Output = { "dropped" } })).Pack()),
            ("joins nothing", zip.WithGraph(m => m.Graph.Node.Add(new NodeProto { Name = "empty", OpType = "Add", Output = { "empty" } })).Pack()),
            ("into a type that FIM-Net never writes", zip.WithGraph(m => m.Graph.Node.First(node => node.OpType == "Cast").Attribute[0].I = 8).Pack()),
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

    /// <summary>Weights, repeated along the first axis until there are so many.</summary>
    private static void Repeat(ModelProto model, long elements)
    {
        TensorProto weights = model.Graph.Initializer.First(t => t.Dims.Count == 4);
        string weight = weights.Name;
        long times = elements / weights.Dims.Aggregate(1L, (product, side) => product * side);
        model.Graph.Node.Add(new NodeProto { Name = "bomb", OpType = "Tile", Input = { weight, "repeats" }, Output = { "bomb" } });
        byte[] repeats = [.. BitConverter.GetBytes(times), .. Enumerable.Repeat(BitConverter.GetBytes(1L), 3).SelectMany(bytes => bytes)];
        model.Graph.Initializer.Add(new TensorProto { Name = "repeats", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 4 }, RawData = ByteString.CopyFrom(repeats) });
    }

    private static string Calibrated(string settings, string threshold, string rule = "\"rule\"")
    {
        string calibration = $"\"scoreCalibration\":{{\"rule\":{rule},\"threshold\":{threshold},\"goodImages\":1,\"defectiveImages\":0}}";
        return Regex.Replace(settings, "\"scoreCalibration\":null", calibration.Replace("$", "$$", StringComparison.Ordinal));
    }

    /// <summary>Products of constants, which a runtime works out while it loads the graph: 2^30 each.</summary>
    private static void MultiplyConstants(ModelProto model, int times)
    {
        model.Graph.Initializer.Add(new TensorProto { Name = "one", DataType = (int)TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(BitConverter.GetBytes(1f)) });
        model.Graph.Node.Add(new NodeProto { Name = "wide", OpType = "Expand", Input = { "one", Numbers(model, "wide shape", 64, 1 << 18) }, Output = { "wide" } });
        model.Graph.Node.Add(new NodeProto { Name = "high", OpType = "Expand", Input = { "one", Numbers(model, "high shape", 1 << 18, 64) }, Output = { "high" } });
        for (int i = 0; i < times; i++)
        {
            model.Graph.Node.Add(new NodeProto { Name = $"product {i}", OpType = "MatMul", Input = { "wide", "high" }, Output = { $"product {i}" } });
        }
    }

    private static void CutAlong(ModelProto model, int axes)
    {
        Numbers(model, "starts", new long[axes]);
        Numbers(model, "ends", [.. Enumerable.Repeat(1L, axes)]);
        model.Graph.Node.Add(new NodeProto { Name = "cut", OpType = "Slice", Input = { model.Graph.Initializer[0].Name, "starts", "ends", "starts" }, Output = { "cut" } });
    }

    /// <returns>The name of the constant.</returns>
    private static string Numbers(ModelProto model, string name, params long[] numbers)
    {
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Int64,
            Dims = { numbers.Length },
            RawData = ByteString.CopyFrom([.. numbers.SelectMany(BitConverter.GetBytes)]),
        });
        return name;
    }

    /// <summary>A thousand numbers, joined with themselves this many times, and the result once more: lists whose content is followed, as that of shapes must be.</summary>
    private static void JoinLists(ModelProto model, int times)
    {
        model.Graph.Initializer.Add(new TensorProto { Name = "list", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 1000 }, RawData = ByteString.CopyFrom(new byte[8000]) });
        model.Graph.Node.Add(new NodeProto { Name = "long", OpType = "Concat", Input = { Enumerable.Repeat("list", times) }, Output = { "long" } });
        model.Graph.Node.Add(new NodeProto { Name = "longer", OpType = "Concat", Input = { Enumerable.Repeat("long", times) }, Output = { "longer" } });
    }

    /// <summary>A header that says that only a later version can read the rest: the version stands behind signatures and sizes.</summary>
    private static byte[] Newer(byte[] header)
    {
        byte[] copy = [.. header];
        int place = copy.AsSpan().IndexOf("FIMNETTR"u8);
        copy.AsSpan(place + 12, 4).Fill(0x7F);
        return copy;
    }

    private string Save(FimNetTransformer model)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.zip");
        _mlContext.Model.Save(model, inputSchema: null, path);
        return path;
    }
}
