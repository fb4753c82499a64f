using FimNet.MLNet.Diagnostics;
using FimNet.MLNet.Imaging;
using Microsoft.ML;

namespace FimNet.MLNet.Loading;

/// <summary>The image of a live row, loaded once a row, or why it has none.</summary>
internal sealed class RowImage
{
    private readonly DataViewRow _row;
    private readonly LoadingSettings _settings;
    private readonly ValueGetter<ReadOnlyMemory<char>> _getPath;
    private long _position = -1;
    private ReadOnlyMemory<char> _text;
    private RgbImage? _pixels;
    private string _error = "";

    public RowImage(DataViewRow row, DataViewSchema.Column path, LoadingSettings settings)
    {
        _row = row;
        _settings = settings;
        _getPath = row.GetGetter<ReadOnlyMemory<char>>(path);
    }

    /// <summary>The row's path, folder included.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Null when the row has none. Good until another row's is asked for.</summary>
    /// <exception cref="ImageReadException">The image cannot be loaded, and the policy is to throw.</exception>
    public RgbImage? Pixels()
    {
        Load();
        return _error.Length == 0 ? _pixels : null;
    }

    /// <summary>Empty when the row has an image.</summary>
    /// <exception cref="ImageReadException">As for <see cref="Pixels"/>.</exception>
    public string Error()
    {
        Load();
        return _error;
    }

    private void Load()
    {
        if (_position == _row.Position)
        {
            return;
        }

        try
        {
            _pixels = Read();
            _error = "";
        }
        catch (ImageReadException e) when (_settings.Options.OnError == ImageErrorPolicy.Skip)
        {
            _error = e.Message;
        }

        _position = _row.Position;
    }

    private RgbImage Read()
    {
        _getPath(ref _text);
        string path = _text.ToString();
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new ImageReadException($"Row {_row.Position} has no path in column '{_settings.Input}'. Add the path, or remove the row.");
        }

        Path = System.IO.Path.Combine(_settings.Folder, path);
        long start = LoadingTelemetry.Now;
        try
        {
            RgbImage image = ImageFile.Load(Path, _settings.Options.Limits, spent: _pixels);
            LoadingTelemetry.Loaded(start);
            return image;
        }
        catch (ImageReadException e)
        {
            LoadingTelemetry.Failed(start, e);
            throw new ImageReadException($"Row {_row.Position}, column '{_settings.Input}': {e.Message}", e) { FileName = e.FileName };
        }
    }
}
