using System.Runtime.InteropServices;
using FimNet.MLNet.Network;
using FimNet.MLNet.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using TorchSharp;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class QuantizationTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    public void Eight_bits_give_nearly_the_same_maps()
    {
        using FimNetTransformer exact = TestModel.Transformer(_mlContext);
        using FimNetTransformer quantized = exact.Quantize(View(8));

        Assert.IsTrue(quantized.IsQuantized);
        Assert.IsFalse(exact.IsQuantized);
        float[][] expected = Maps(exact);
        float[][] actual = Maps(quantized);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = expected[i].Zip(actual[i]).Average(pair => Math.Abs(pair.First - pair.Second)) / expected[i].Average();
            Assert.IsLessThan(0.05, difference, $"image {i}");
            Assert.IsGreaterThan(0.0, difference, "8 bits cannot be exact: has anything been quantized?");
        }
    }

    [TestMethod]
    public void Every_large_convolution_and_product_has_weights_of_8_bits_and_all_else_stays()
    {
        using FimNetTransformer exact = TestModel.Transformer(_mlContext);
        using FimNetTransformer quantized = exact.Quantize(View(2));
        GraphProto graph = quantized.Graph();
        Dictionary<string, NodeProto> makers = graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).ToDictionary(pair => pair.o, pair => pair.n);
        Dictionary<string, TensorProto> weights = graph.Initializer.ToDictionary(i => i.Name);

        NodeProto[] products = graph.Node.Where(n => n.OpType is "Conv" or "Gemm").ToArray();
        NodeProto[] inEightBits = products.Where(n => makers.TryGetValue(n.Input[1], out NodeProto? maker) && maker.OpType == "DequantizeLinear").ToArray();
        Assert.IsGreaterThan(20, inEightBits.Length);
        foreach (NodeProto node in inEightBits)
        {
            TensorProto weight = weights[makers[node.Input[1]].Input[0]];
            Assert.AreEqual((int)TensorProto.Types.DataType.Int8, weight.DataType);
            Assert.AreEqual("DequantizeLinear", makers[node.Input[0]].OpType);
            Assert.AreEqual(weight.Dims[0], weights[makers[node.Input[1]].Input[1]].Dims[0], "one scale an output channel");
        }

        Assert.IsTrue(products.Except(inEightBits).All(n => weights[n.Input[1]] is { } w && (w.Dims[0] < 16 || w.Dims[1] < 3)));
        Assert.IsTrue(graph.Node.All(n => n.Domain.Length == 0), "operators of ONNX itself run everywhere");
        HashSet<string> used = graph.Node.SelectMany(n => n.Input).ToHashSet();
        Assert.IsTrue(graph.Initializer.All(i => used.Contains(i.Name)), "weights that nobody reads make the file larger");
        Assert.IsLessThan(exact.Onnx().Length / 2, quantized.Onnx().Length);
    }

    [TestMethod]
    public void A_channel_without_weights_keeps_its_constant()
    {
        const float Constant = 0.5f;
        using DisposeScope scope = torch.NewDisposeScope();
        using FimNetwork network = TestNetwork.Create();
        using (torch.no_grad())
        {
            Dictionary<string, torch.Tensor> parameters = network.named_parameters().ToDictionary(p => p.name, torch.Tensor (p) => p.parameter);
            parameters["encoder.conv1.weight"][0] = torch.zeros(1);
            parameters["encoder.conv1.bias"][0] = torch.tensor(Constant);
        }

        using var exact = new FimNetTransformer(_mlContext, TestModel.Create(network, TestModel.Options));
        using FimNetTransformer quantized = exact.Quantize(View(1));
        GraphProto graph = quantized.Graph();
        Dictionary<string, TensorProto> weights = graph.Initializer.ToDictionary(i => i.Name);
        double[] constants =
        [
            .. from node in graph.Node
               where node.OpType == "DequantizeLinear" && weights.TryGetValue(node.Input[0], out TensorProto? levels) && levels.DataType == (int)TensorProto.Types.DataType.Int32
               let level = MemoryMarshal.Cast<byte, int>(weights[node.Input[0]].RawData.Span)[0]
               select (double)level * MemoryMarshal.Cast<byte, float>(weights[node.Input[1]].RawData.Span)[0],
        ];
        Assert.IsNotEmpty(constants.Where(constant => Math.Abs(constant - Constant) < 1e-4 * Constant), string.Join(' ', constants));
    }

    [TestMethod]
    public void A_quantized_model_is_saved_and_loaded_as_any_other()
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "model.zip");
        using FimNetTransformer exact = TestModel.Transformer(_mlContext);
        using FimNetTransformer quantized = exact.WithThreshold(0.5f).Quantize(View(2));
        _mlContext.Model.Save(quantized, inputSchema: null, path);
        using var loaded = (FimNetTransformer)new MLContext().Model.Load(path, out _);

        Assert.IsTrue(loaded.IsQuantized);
        Assert.AreEqual(0.5f, loaded.Threshold);
        CollectionAssert.AreEqual(Maps(quantized)[0], Maps(loaded)[0]);
    }

    [TestMethod]
    public void What_cannot_be_quantized_is_refused()
    {
        using FimNetTransformer exact = TestModel.Transformer(_mlContext);
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => exact.Quantize(View(0))).Message, "There are no images");
        Assert.Throws<ArgumentOutOfRangeException>(() => exact.Quantize(_mlContext.Data.LoadFromEnumerable([new { Other = 1f }])));
        using FimNetTransformer quantized = exact.Quantize(View(1));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => quantized.Quantize(View(1))).Message, "quantized already");
    }

    private float[][] Maps(FimNetTransformer transformer) =>
        transformer.Transform(View(3)).GetColumn<VBuffer<float>>("AnomalyMap").Select(map => map.DenseValues().ToArray()).ToArray();

    private IDataView View(int count) =>
        _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { Image = TestModel.Image(128, 64, seed: i).ToMLImage() }).ToArray());

    private sealed class Row
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }
    }
}
