using FimNet.MLNet.Onnx;
using FimNet.MLNet.Scoring;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Quantization;

/// <summary>The smallest and largest number that values of a graph take while it scores images.</summary>
internal sealed class ActivationRanges : IDisposable
{
    private readonly string[] _values;
    private readonly string[] _outputs;
    private readonly Range[] _ranges;
    private readonly InferenceSession _session;

    /// <param name="model">The graph; it is not changed.</param>
    /// <param name="values">Names of values of floats in it.</param>
    public ActivationRanges(ModelProto model, IEnumerable<string> values)
    {
        _values = values.Distinct().ToArray();
        _outputs = _values.SelectMany(value => new[] { $"{value}.lowest", $"{value}.highest" }).ToArray();

        // Zero must be among the numbers that 8 bits can stand for exactly: convolutions are padded with it.
        _ranges = new Range[_values.Length];
        ModelProto telling = model.Clone();
        telling.Graph.Output.Clear();
        foreach (string value in _values)
        {
            Tell(telling.Graph, "ReduceMin", value, $"{value}.lowest");
            Tell(telling.Graph, "ReduceMax", value, $"{value}.highest");
        }

        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(telling.ToByteArray(), options);
    }

    public void Add(RgbImage image)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Buffer, [1, image.Height, image.Width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, [GraphNames.Image], [input], _outputs);
        for (int i = 0; i < _ranges.Length; i++)
        {
            float lowest = outputs[2 * i].GetTensorDataAsSpan<float>()[0];
            float highest = outputs[2 * i + 1].GetTensorDataAsSpan<float>()[0];
            _ranges[i] = new Range(MathF.Min(_ranges[i].Lowest, lowest), MathF.Max(_ranges[i].Highest, highest));
        }
    }

    public IReadOnlyDictionary<string, Range> ToDictionary() => _values.Zip(_ranges).ToDictionary(pair => pair.First, pair => pair.Second);

    public void Dispose() => _session.Dispose();

    private static void Tell(GraphProto graph, string operation, string value, string output)
    {
        graph.Node.Add(new NodeProto
        {
            OpType = operation,
            Name = output,
            Input = { value },
            Output = { output },
            Attribute = { new AttributeProto { Name = "keepdims", Type = AttributeProto.Types.AttributeType.Int, I = 0 } },
        });
        var type = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new TensorShapeProto() };
        graph.Output.Add(new ValueInfoProto { Name = output, Type = new TypeProto { TensorType = type } });
    }

    public readonly record struct Range(float Lowest, float Highest)
    {
        private const float Narrowest = 1e-6f;

        /// <summary>What one of 255 steps stands for.</summary>
        public float Step => MathF.Max(Highest - Lowest, Narrowest) / byte.MaxValue;

        /// <summary>The level that stands for zero.</summary>
        public byte Zero => (byte)Math.Clamp(MathF.Round(-Lowest / Step), 0, byte.MaxValue);
    }
}
