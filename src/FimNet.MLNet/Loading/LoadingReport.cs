using System.Globalization;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Loading;

/// <summary>Counts the images of one pass over the data and says at its end how many there were not.</summary>
internal sealed class LoadingReport(IHostEnvironment environment)
{
    private long _rows;
    private long _failed;
    private string? _firstError;

    /// <param name="error">Empty when the row has an image.</param>
    public void Add(string error)
    {
        _rows++;
        if (error.Length > 0)
        {
            _failed++;
            _firstError ??= error;
        }
    }

    public void Write()
    {
        if (_failed > 0)
        {
            using IChannel channel = environment.Start(nameof(LoadSurfaceImagesTransformer));
            string text = string.Create(CultureInfo.InvariantCulture, $"{_failed} of {_rows} images could not be loaded; their rows have no image and no score. The first: {_firstError}");
            channel.Warning(MessageSensitivity.UserData, text);
        }
    }
}
