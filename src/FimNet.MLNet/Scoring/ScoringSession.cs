using FimNet.MLNet.Persistence;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Scoring;

/// <summary>One ONNX Runtime session over a model's graph. Safe to use from several threads at once.</summary>
internal sealed class ScoringSession : IDisposable
{
    private static readonly string[] WithoutReconstruction = [GraphNames.AnomalyMap, GraphNames.Score];
    private static readonly string[] WithReconstruction = [GraphNames.AnomalyMap, GraphNames.Score, GraphNames.Reconstruction];

    private readonly InferenceSession _session;
    private readonly int _width;
    private readonly int _height;

    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph, or it is not a FIM-Net graph.</exception>
    public ScoringSession(FimNetModel model)
    {
        _width = model.Settings.ImageWidth;
        _height = model.Settings.ImageHeight;
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        try
        {
            _session = new InferenceSession(model.Graph, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFormatException($"ONNX Runtime cannot load the model's graph: {e.Message} The file is damaged; save the model again.", e);
        }

        if (!_session.InputMetadata.ContainsKey(GraphNames.Image) || WithReconstruction.Any(name => !_session.OutputMetadata.ContainsKey(name)))
        {
            _session.Dispose();
            throw new ModelFormatException(
                $"The model's graph is not a FIM-Net graph: it must have the input '{GraphNames.Image}' and the outputs {string.Join(", ", WithReconstruction)}.");
        }
    }

    /// <param name="images">At least one image, all of the same size.</param>
    /// <param name="reconstruct">Whether to copy the reconstruction out as well.</param>
    public ImageScores[] Run(IReadOnlyList<RgbImage> images, bool reconstruct)
    {
        byte[] pixels = images.Count == 1 ? images[0].Buffer : Concatenate(images);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, [images.Count, images[0].Height, images[0].Width, 3]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            _session.Run(run, [GraphNames.Image], [input], reconstruct ? WithReconstruction : WithoutReconstruction);

        ReadOnlySpan<float> maps = outputs[0].GetTensorDataAsSpan<float>();
        ReadOnlySpan<float> scores = outputs[1].GetTensorDataAsSpan<float>();
        int area = _width * _height;
        var results = new ImageScores[images.Count];
        for (int i = 0; i < results.Length; i++)
        {
            RgbImage? reconstruction = reconstruct
                ? new RgbImage(_width, _height, outputs[2].GetTensorDataAsSpan<byte>().Slice(3 * i * area, 3 * area).ToArray())
                : null;
            results[i] = new ImageScores(scores[i], maps.Slice(i * area, area).ToArray(), reconstruction);
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private static byte[] Concatenate(IReadOnlyList<RgbImage> images)
    {
        int length = images[0].Buffer.Length;
        var all = new byte[length * images.Count];
        for (int i = 0; i < images.Count; i++)
        {
            images[i].Buffer.CopyTo(all, i * length);
        }

        return all;
    }
}
