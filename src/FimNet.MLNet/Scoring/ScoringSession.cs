using FimNet.MLNet.Persistence;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Scoring;

/// <summary>One ONNX Runtime session over a model's graph. Safe to use from several threads at once.</summary>
internal sealed class ScoringSession : IDisposable
{
    private static readonly string[] InputNames = [GraphNames.Image];
    private static readonly string[] WithoutReconstruction = [GraphNames.AnomalyMap, GraphNames.Score];
    private static readonly string[] WithReconstruction = [GraphNames.AnomalyMap, GraphNames.Score, GraphNames.Reconstruction];

    private readonly InferenceSession _session;
    private readonly int _width;
    private readonly int _height;

    /// <param name="model">The graph and its settings.</param>
    /// <param name="threads">Threads of a run; null for one a core.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph, or it is not a FIM-Net graph.</exception>
    /// <exception cref="DllNotFoundException">ONNX Runtime's native library cannot be loaded.</exception>
    public ScoringSession(FimNetModel model, int? threads = null)
    {
        _width = model.Settings.ImageWidth;
        _height = model.Settings.ImageHeight;
        try
        {
            using SessionOptions options = Options(threads);
            _session = new InferenceSession(model.Graph, options);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new DllNotFoundException(
                $"ONNX Runtime cannot be loaded. Publish the application with all its native files, for Windows, macOS or Linux with glibc 2.28 or newer{(OperatingSystem.IsWindows() ? ", and install the Visual C++ 2015-2022 Redistributable (x64)" : "")}. {e.GetBaseException().Message.Trim()}",
                e);
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
    /// <param name="buffers">Where the results are written.</param>
    /// <param name="reconstruct">Whether the reconstruction is wanted as well.</param>
    /// <returns>One result an image, good until the buffers are used again.</returns>
    /// <exception cref="ModelFormatException">ONNX Runtime cannot run the graph.</exception>
    public ImageScores[] Run(IReadOnlyList<RgbImage> images, ScoreBuffers buffers, bool reconstruct)
    {
        int count = images.Count;
        int area = _width * _height;
        buffers.MakeRoom(count, area, reconstruct);
        using OrtValue input = Tensor<byte>(buffers.Join(images), count, images[0].Height, images[0].Width, 3);
        using OrtValue maps = Tensor<float>(buffers.Maps, count, _height, _width);
        using OrtValue scores = Tensor<float>(buffers.Scores, count);
        using OrtValue? reconstructions = reconstruct ? Tensor<byte>(buffers.Reconstructions, count, _height, _width, 3) : null;
        using var run = new RunOptions();
        try
        {
            if (reconstructions is null)
            {
                _session.Run(run, InputNames, [input], WithoutReconstruction, [maps, scores]);
            }
            else
            {
                _session.Run(run, InputNames, [input], WithReconstruction, [maps, scores, reconstructions]);
            }
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFormatException(
                $"ONNX Runtime cannot run the model's graph on {count} images of {images[0].Width}x{images[0].Height}: {e.Message} Give it more memory or smaller images, or save the model again.", e);
        }

        var results = new ImageScores[count];
        for (int i = 0; i < count; i++)
        {
            results[i] = new ImageScores(
                buffers.Scores[i], buffers.Maps.AsMemory(i * area, area), reconstruct ? buffers.Reconstructions.AsMemory(3 * i * area, 3 * area) : default, images[i]);
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Managed memory as a tensor, which may use less than all of it.</summary>
    private static OrtValue Tensor<T>(T[] memory, params long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, checked((int)shape.Aggregate(1L, (product, side) => product * side))), shape);

    private static SessionOptions Options(int? threads)
    {
        var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (threads is { } count)
        {
            options.IntraOpNumThreads = count;
        }

        // A pattern of the first run's memory is taken beside that memory, and saves no time.
        options.EnableMemoryPattern = false;

        // Between runs the threads sleep: the cores belong to decoding and to other models until the next run.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        return options;
    }
}
