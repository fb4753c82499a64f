using FimNet.MLNet.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Statistics;

/// <summary>Runs a part of a graph on one image after another.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _outputs;

    /// <param name="graph">A graph with the input <see cref="GraphNames.Image"/>.</param>
    /// <param name="outputs">Names of its outputs of floats.</param>
    public GraphRun(byte[] graph, string[] outputs)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(graph, options);
        _outputs = outputs;
    }

    /// <returns>The values of each output.</returns>
    public float[][] Run(RgbImage image)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Buffer, [1, image.Height, image.Width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> values = _session.Run(run, [GraphNames.Image], [input], _outputs);
        return values.Select(value => value.GetTensorDataAsSpan<float>().ToArray()).ToArray();
    }

    public void Dispose() => _session.Dispose();
}
