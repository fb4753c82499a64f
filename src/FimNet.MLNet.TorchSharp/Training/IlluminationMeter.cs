using FimNet.MLNet.Export;
using FimNet.MLNet.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Training;

/// <summary>Finds the illumination of images with the very nodes that scoring uses.</summary>
internal sealed class IlluminationMeter : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly InferenceSession _session;

    public IlluminationMeter(int width, int height)
    {
        (_width, _height) = (width, height);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(IlluminationGraph.Build(width, height), options);
    }

    /// <param name="images">RGB bytes of one image or several, at the model's size.</param>
    /// <returns>One for each image.</returns>
    public Illumination[] Measure(byte[] images)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(images, [images.Length / (3 * _width * _height), _height, _width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, [GraphNames.Image], [input], [IlluminationGraph.Gain, IlluminationGraph.Offset]);
        ReadOnlySpan<float> offsets = outputs[1].GetTensorDataAsSpan<float>();
        var illuminations = new Illumination[offsets.Length];
        for (int i = 0; i < illuminations.Length; i++)
        {
            illuminations[i] = new Illumination(outputs[0].GetTensorDataAsSpan<float>()[i], offsets[i]);
        }

        return illuminations;
    }

    public void Dispose() => _session.Dispose();
}
