using System.Security.Cryptography;
using FimNet.MLNet.Numerics;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Training;

/// <summary>The good images of a training view, read once, resized, and split into those that train and those that are held back.</summary>
internal sealed class TrainingData : IDisposable
{
    private const int FewestImages = 2;

    private readonly ImageCache _good;
    private readonly ImageCache? _defective;

    private readonly IReadOnlyList<ImageRecord> _records;

    private TrainingData(ImageCache good, ImageCache? defective, IReadOnlyList<ImageRecord> records, IReadOnlyList<int> training, IReadOnlyList<int> heldBack, int width, int height)
    {
        _good = good;
        _defective = defective;
        _records = records;
        Training = training;
        HeldBack = heldBack;
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public int Count => _good.Count;

    public int ImageBytes => 3 * Width * Height;

    /// <summary>Whether the view brought defective versions of its images along.</summary>
    public bool HasDefective => _defective is not null;

    /// <summary>Whether there is one image, many times.</summary>
    public bool AllAlike
    {
        get
        {
            byte[] first = _good.Read(0, new byte[ImageBytes]).ToArray();
            var buffer = new byte[ImageBytes];
            return Enumerable.Range(1, Count - 1).All(i => _good.Read(i, buffer).SequenceEqual(first));
        }
    }

    /// <summary>Indices of the images to train on.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Indices of the images that no training step sees.</summary>
    public IReadOnlyList<int> HeldBack { get; }

    /// <param name="view">The good images.</param>
    /// <param name="options">Those of the trainer.</param>
    /// <param name="seed">Chooses the images that are held back.</param>
    /// <param name="temporaryFolder">For the images that memory has no room for.</param>
    /// <param name="checkAlive">Called between images; throws when they are no longer wanted.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two images.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    public static TrainingData Read(IDataView view, FimNetOptions options, int seed, string temporaryFolder, Action checkAlive)
    {
        int imageBytes = 3 * options.ImageWidth * options.ImageHeight;
        long budget = options.CacheMegabytes * 1_000_000L / (options.DefectiveImageColumnName is null ? 1 : 2);
        var good = new ImageCache(imageBytes, budget, temporaryFolder);
        ImageCache? defective = options.DefectiveImageColumnName is null ? null : new ImageCache(imageBytes, budget, temporaryFolder);
        try
        {
            ImageRecord[] records = [.. Fill(view, options, good, defective, checkAlive)];
            if (good.Count < FewestImages)
            {
                throw new InvalidOperationException(
                    $"The training data has {good.Count} images; at least {FewestImages} are needed, one to train on and one held back for the threshold. Add defect-free images.");
            }

            int[] order = [.. Enumerable.Range(0, good.Count)];
            new SeededRandom(seed).Shuffle(order);
            int heldBack = Math.Max(1, (int)Math.Round(options.HeldBackFraction * good.Count));
            return new TrainingData(good, defective, records, order[heldBack..], order[..heldBack], options.ImageWidth, options.ImageHeight);
        }
        catch
        {
            good.Dispose();
            defective?.Dispose();
            throw;
        }
    }

    /// <summary>An image as the network sees it: in <paramref name="buffer"/>, or in the cache.</summary>
    public ReadOnlySpan<byte> Good(int index, byte[] buffer) => Normalised(index, _good.Read(index, buffer), buffer);

    /// <summary>The defective version as the network sees it, under the illumination of the good one, because they must differ in nothing but the defect.</summary>
    public ReadOnlySpan<byte> Defective(int index, byte[] buffer) => Normalised(index, _defective!.Read(index, buffer), buffer);

    /// <summary>An image as it was read, at the model's size.</summary>
    public RgbImage GoodImage(int index) => new(Width, Height, _good.Read(index, new byte[ImageBytes]).ToArray());

    /// <summary>The row of an image and its text columns, for people.</summary>
    public string Describe(int index) => _records[index].Description;

    /// <summary>
    /// The images in parts of nearly equal size, each once held back from training on all the others. They share the images with this, which stays their owner.
    /// </summary>
    /// <param name="folds">From 2 to the number of images.</param>
    public IEnumerable<TrainingData> Folds(int folds)
    {
        int[] order = [.. HeldBack, .. Training];
        return Enumerable.Range(0, folds).Select(fold =>
        {
            ILookup<bool, int> parts = Enumerable.Range(0, order.Length).ToLookup(i => i % folds == fold, i => order[i]);
            return new TrainingData(_good, _defective, _records, [.. parts[false]], [.. parts[true]], Width, Height);
        });
    }

    /// <summary>The number of images and a hash of their pixels: the same for the same images in the same order.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ImageBytes];
        for (int i = 0; i < _good.Count; i++)
        {
            hash.AppendData(_good.Read(i, buffer));
            if (_defective is not null)
            {
                hash.AppendData(_defective.Read(i, buffer));
            }
        }

        return $"{_good.Count} with hash {Convert.ToHexString(hash.GetHashAndReset())}";
    }

    public void Dispose()
    {
        _good.Dispose();
        _defective?.Dispose();
    }

    private ReadOnlySpan<byte> Normalised(int index, ReadOnlySpan<byte> image, byte[] buffer)
    {
        if (_records[index].Illumination is not { } illumination)
        {
            return image;
        }

        illumination.Apply(image, buffer);
        return buffer;
    }

    private static IEnumerable<ImageRecord> Fill(IDataView view, FimNetOptions options, ImageCache good, ImageCache? defective, Action checkAlive)
    {
        DataViewSchema.Column goodColumn = ImageSchema.Column(view.Schema, options.ImageColumnName);
        IEnumerable<DataViewSchema.Column> needed = ImageColumnReader.ColumnsNeeded(view.Schema, goodColumn);
        DataViewSchema.Column? defectiveColumn = options.DefectiveImageColumnName is { } name ? ImageSchema.Column(view.Schema, name) : null;
        if (defectiveColumn is { } column)
        {
            needed = needed.Append(column);
        }

        using var resizer = new ImageResizer(options.ImageWidth, options.ImageHeight);
        using IlluminationMeter? meter = options.NormalizeIllumination ? new IlluminationMeter(options.ImageWidth, options.ImageHeight) : null;
        using DataViewRowCursor cursor = view.GetRowCursor(needed);
        var goodReader = new ImageColumnReader(cursor, goodColumn);
        ImageColumnReader? defectiveReader = defectiveColumn is { } c ? new ImageColumnReader(cursor, c) : null;
        while (cursor.MoveNext())
        {
            checkAlive();
            byte[] image = resizer.Resize(goodReader.Read());
            good.Add(image);
            if (defectiveReader is not null)
            {
                defective!.Add(resizer.Resize(defectiveReader.Read()));
            }

            yield return new ImageRecord(goodReader.DescribeRow(), meter?.Measure(image)[0]);
        }
    }

    /// <summary>What is known of an image besides its pixels.</summary>
    /// <param name="Description">For people.</param>
    /// <param name="Illumination">Null where images stay as they are.</param>
    private sealed record ImageRecord(string Description, Illumination? Illumination);
}
