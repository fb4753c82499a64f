namespace FimNet.MLNet.Imaging;

/// <summary>A picture in the making, on a ground of one colour.</summary>
internal sealed class Canvas
{
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _pixels;

    public Canvas(int width, int height, RgbColour ground)
    {
        _width = width;
        _height = height;
        _pixels = new byte[3 * width * height];
        Fill(0, 0, width, height, ground);
    }

    /// <exception cref="ArgumentOutOfRangeException">So many pixels do not fit into one array.</exception>
    public static void CheckSize(long width, long height, string parameter)
    {
        long most = Array.MaxLength / 3;
        if (height > most / width)
        {
            throw new ArgumentOutOfRangeException(parameter, $"{width}x{height}", $"A picture can have up to {most} pixels.");
        }
    }

    /// <summary>Fills a rectangle that lies within the picture.</summary>
    public void Fill(int left, int top, int width, int height, RgbColour colour)
    {
        for (int y = top; y < top + height; y++)
        {
            Span<byte> row = _pixels.AsSpan(3 * ((y * _width) + left), 3 * width);
            for (int i = 0; i < row.Length; i += 3)
            {
                colour.CopyTo(row[i..]);
            }
        }
    }

    /// <summary>Copies an image that fits into the picture at that place.</summary>
    public void Place(RgbImage image, int left, int top)
    {
        for (int y = 0; y < image.Height; y++)
        {
            image.Pixels.Slice(3 * y * image.Width, 3 * image.Width).CopyTo(_pixels.AsSpan(3 * (((top + y) * _width) + left)));
        }
    }

    /// <summary>The picture; nothing may be drawn after that.</summary>
    public RgbImage ToImage() => new(_width, _height, _pixels);
}
