namespace FimNet.MLNet.Imaging;

/// <summary>Which pixels of an image are defective.</summary>
internal sealed class DefectMask
{
    private readonly bool[] _defective;

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="defective"><paramref name="height"/> x <paramref name="width"/> values, row by row.</param>
    public DefectMask(int width, int height, bool[] defective)
    {
        Width = width;
        Height = height;
        _defective = defective;
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<bool> Defective => _defective;

    /// <summary>Reads a mask picture: a pixel is defective when its brightest channel is above 127.</summary>
    /// <exception cref="ImageReadException">The file is missing or not a readable image.</exception>
    public static DefectMask Load(string path) => FromPicture(RgbImage.Load(path));

    public static DefectMask FromPicture(RgbImage picture)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels;
        var defective = new bool[picture.Width * picture.Height];
        for (int i = 0; i < defective.Length; i++)
        {
            defective[i] = ((pixels[3 * i] | pixels[(3 * i) + 1] | pixels[(3 * i) + 2]) & 0x80) != 0;
        }

        return new DefectMask(picture.Width, picture.Height, defective);
    }

    /// <summary>A pixel is defective when the map, resized to that size, is above the threshold.</summary>
    public static DefectMask Above(AnomalyMap map, int width, int height, float threshold) =>
        new(width, height, Array.ConvertAll(BilinearResizer.Resize(map, width, height), value => value > threshold));

    /// <summary>Defective pixels white, all others black.</summary>
    public RgbImage ToPicture()
    {
        var pixels = new byte[3 * _defective.Length];
        for (int i = 0; i < _defective.Length; i++)
        {
            if (_defective[i])
            {
                pixels.AsSpan(3 * i, 3).Fill(byte.MaxValue);
            }
        }

        return new RgbImage(Width, Height, pixels);
    }

    /// <summary>The mask at another size: each pixel takes the value under its centre.</summary>
    public DefectMask Resize(int width, int height)
    {
        if (width == Width && height == Height)
        {
            return this;
        }

        var resized = new bool[width * height];
        for (int y = 0; y < height; y++)
        {
            int sourceRow = UnderCentre(y, height, Height) * Width;
            for (int x = 0; x < width; x++)
            {
                resized[(y * width) + x] = _defective[sourceRow + UnderCentre(x, width, Width)];
            }
        }

        return new DefectMask(width, height, resized);
    }

    private static int UnderCentre(int position, int length, int sourceLength) => (int)(((2L * position) + 1) * sourceLength / (2L * length));
}
