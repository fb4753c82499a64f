namespace FimNet.MLNet.Defects;

/// <summary>The images of a folder and its subfolders in ordinal order, decoded when first asked for and kept while they fit the cache.</summary>
internal sealed class FolderImageSource : INaturalImageSource
{
    /// <summary>Larger images are shrunk to about this many pixels, keeping their proportions.</summary>
    internal const int MaxPixels = 1 << 20;

    private const long DefaultCacheBytes = 256L << 20;
    private const int MaxDepth = 8;

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    private readonly string[] _files;
    private readonly long _cacheBytes;
    private readonly Dictionary<int, LinkedListNode<(int Index, RgbImage Image)>> _cached = [];
    private readonly LinkedList<(int Index, RgbImage Image)> _latestFirst = [];
    private readonly object _gate = new();

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidOperationException">There is no image in it.</exception>
    public FolderImageSource(string folder, long cacheBytes = DefaultCacheBytes)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{nameof(DefectGeneratorOptions.NaturalImageFolder)} '{folder}' does not exist; name an existing folder, or null for the built-in textures.");
        }

        var search = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth };
        _files = Directory.EnumerateFiles(folder, "*", search)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .OrderBy(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), StringComparer.Ordinal)
            .ToArray();
        if (_files.Length == 0)
        {
            throw new InvalidOperationException(
                $"{nameof(DefectGeneratorOptions.NaturalImageFolder)} '{folder}' holds no PNG, JPEG or BMP image; add some, "
                + "or use null for the built-in textures.");
        }

        _cacheBytes = cacheBytes;
    }

    public int Count => _files.Length;

    internal long CachedBytes { get; private set; }

    public RgbImage Get(int index)
    {
        lock (_gate)
        {
            if (_cached.TryGetValue(index, out LinkedListNode<(int Index, RgbImage Image)>? node))
            {
                _latestFirst.Remove(node);
                _latestFirst.AddFirst(node);
                return node.Value.Image;
            }
        }

        RgbImage image = Shrink(RgbImage.Load(_files[index]));
        lock (_gate)
        {
            Remember(index, image);
        }

        return image;
    }

    private static RgbImage Shrink(RgbImage image)
    {
        double scale = Math.Sqrt(MaxPixels / ((double)image.Width * image.Height));
        if (scale >= 1)
        {
            return image;
        }

        int width = Math.Max(1, (int)(image.Width * scale));
        int height = Math.Max(1, (int)(image.Height * scale));
        var resized = new float[width * height * 3];
        CropResampler.Resize(image.Pixels, image.Width, new PixelBox(0, 0, image.Width, image.Height), resized, width, height);
        return new RgbImage(width, height, Array.ConvertAll(resized, value => (byte)(value + 0.5f)));
    }

    private void Remember(int index, RgbImage image)
    {
        // Another thread may have decoded the same file meanwhile.
        if (_cached.ContainsKey(index))
        {
            return;
        }

        _cached.Add(index, _latestFirst.AddFirst((index, image)));
        CachedBytes += image.Pixels.Length;
        while (CachedBytes > _cacheBytes)
        {
            (int oldest, RgbImage forgotten) = _latestFirst.Last!.Value;
            _latestFirst.RemoveLast();
            _cached.Remove(oldest);
            CachedBytes -= forgotten.Pixels.Length;
        }
    }
}
