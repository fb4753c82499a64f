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

    /// <summary>Reads a mask picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="level">A pixel is defective when its brightest channel is above this; null: when it is not black, and the picture may have one other level only.</param>
    /// <param name="limits">What is accepted; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="ImageReadException">The file is missing, too large or not a readable image, or has more levels than it may.</exception>
    public static DefectMask Load(string path, int? level = null, ImageLimits? limits = null)
    {
        RgbImage picture = RgbImage.Load(path, limits);
        if (level is null && ThirdLevel(picture) is { } third)
        {
            throw new ImageReadException(
                $"The mask '{path}' is not binary: its pixels have the levels 0, {third.First} and {third.Second}, and maybe more. "
                + "Save it with black for good and one other colour for defective pixels, or set MaskLevel, above which a pixel is defective.")
            {
                FileName = path,
            };
        }

        return FromPicture(picture, level ?? 0);
    }

    public static DefectMask FromPicture(RgbImage picture, int level = 0)
    {
        var defective = new bool[picture.Width * picture.Height];
        for (int i = 0; i < defective.Length; i++)
        {
            defective[i] = Brightness(picture, i) > level;
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

    /// <summary>The mask at another size: a pixel is defective if anything under it is, so that nothing thin is lost when it shrinks.</summary>
    public DefectMask Cover(int width, int height)
    {
        var resized = new bool[width * height];
        for (int y = 0; y < Height; y++)
        {
            (int top, int bottom) = Over(y, Height, height);
            for (int x = 0; x < Width; x++)
            {
                if (_defective[(y * Width) + x])
                {
                    (int left, int right) = Over(x, Width, width);
                    for (int row = top; row < bottom; row++)
                    {
                        resized.AsSpan((row * width) + left, right - left).Fill(true);
                    }
                }
            }
        }

        return new DefectMask(width, height, resized);
    }

    /// <summary>The positions at another length that share some of the extent of one.</summary>
    private static (int First, int End) Over(int position, int length, int otherLength) =>
        ((int)((long)position * otherLength / length), (int)((((position + 1L) * otherLength) + length - 1) / length));

    private static int UnderCentre(int position, int length, int sourceLength) => (int)(((2L * position) + 1) * sourceLength / (2L * length));

    private static (int First, int Second)? ThirdLevel(RgbImage picture)
    {
        int first = 0;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            int brightness = Brightness(picture, i);
            first = first == 0 ? brightness : first;
            if (brightness != 0 && brightness != first)
            {
                return (first, brightness);
            }
        }

        return null;
    }

    private static int Brightness(RgbImage picture, int pixel)
    {
        ReadOnlySpan<byte> rgb = picture.Pixels.Slice(3 * pixel, 3);
        return Math.Max(rgb[0], Math.Max(rgb[1], rgb[2]));
    }
}
