using FimNet.MLNet.Export;
using FimNet.MLNet.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Training;

/// <summary>Resizes images to the model's size with the very nodes that scoring uses.</summary>
internal sealed class ImageResizer : IDisposable
{
    private readonly InferenceSession _session;

    public ImageResizer(int width, int height)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(PreprocessingGraph.Build(width, height), options);
    }

    /// <returns>The image at the model's size as RGB bytes.</returns>
    public byte[] Resize(RgbImage image)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image.Buffer, [1, image.Height, image.Width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, [GraphNames.Image], [input], [PreprocessingGraph.Resized]);
        return outputs[0].GetTensorDataAsSpan<byte>().ToArray();
    }

    public void Dispose() => _session.Dispose();
}
