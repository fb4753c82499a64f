using FimNet.MLNet.Export;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Training;

/// <summary>Draws batches of patches from the training images; the same seed draws the same batches.</summary>
internal sealed class PatchSource
{
    private const int PatchSize = PatchGraph.PatchSize;
    private const int RowBytes = 3 * PatchSize;
    private const int PatchBytes = PatchSize * RowBytes;

    // Patches that share an image, and so one run of the defect generator. Fewer make a batch more varied, more make it cheaper.
    private const int PatchesPerImage = 8;

    private readonly TrainingData _data;
    private readonly int _batchSize;
    private readonly PatchSampling _sampling;
    private readonly DefectGenerator? _defects;
    private readonly bool _repair;
    private SeededRandom _random;
    private readonly byte[] _good;
    private readonly byte[] _defective;
    private readonly byte[] _mask;

    /// <param name="data">The images.</param>
    /// <param name="options">Batch size, sampling and defects.</param>
    /// <param name="stage">1 for good patches, 2 for defective ones.</param>
    /// <param name="seed">Decides every draw.</param>
    public PatchSource(TrainingData data, FimNetOptions options, int stage, int seed)
    {
        _data = data;
        _batchSize = options.BatchSize;
        _sampling = options.PatchSampling;
        _repair = stage == 2;
        _defects = _repair && !data.HasDefective ? new DefectGenerator(options.Defects) : null;
        _random = new SeededRandom(SeededRandom.Derive(seed, stage));
        _good = new byte[data.ImageBytes];
        _defective = new byte[data.ImageBytes];
        _mask = new byte[data.Width * data.Height];
    }

    /// <summary>Decides the next batch and all after it: 64 random bits. Not while another thread draws.</summary>
    public ulong Position
    {
        get => _random.State;
        set => _random = new SeededRandom(value);
    }

    public PatchBatch Next()
    {
        var target = new byte[_batchSize * PatchBytes];
        byte[] input = _repair ? new byte[target.Length] : target;
        for (int first = 0; first < _batchSize; first += PatchesPerImage)
        {
            int index = _data.Training[_random.NextInt(0, _data.Training.Count - 1)];
            ReadOnlySpan<byte> good = _data.Good(index, _good);
            ReadOnlySpan<byte> defective = _repair ? Defective(index, good) : good;
            for (int patch = first; patch < Math.Min(first + PatchesPerImage, _batchSize); patch++)
            {
                (int x, int y) = (DrawOffset(_data.Width), DrawOffset(_data.Height));
                Cut(good, x, y, target.AsSpan(patch * PatchBytes, PatchBytes));
                if (_repair)
                {
                    Cut(defective, x, y, input.AsSpan(patch * PatchBytes, PatchBytes));
                }
            }
        }

        return new PatchBatch(input, target, Position);
    }

    private ReadOnlySpan<byte> Defective(int index, ReadOnlySpan<byte> good)
    {
        if (_defects is null)
        {
            return _data.Defective(index, _defective);
        }

        _defects.Generate(good, _data.Width, _data.Height, _random.NextInt(0, int.MaxValue), _defective, _mask);
        return _defective;
    }

    private int DrawOffset(int side) => _sampling == PatchSampling.Grid
        ? PatchSize * _random.NextInt(0, side / PatchSize - 1)
        : _random.NextInt(0, side - PatchSize);

    private void Cut(ReadOnlySpan<byte> image, int x, int y, Span<byte> patch)
    {
        for (int row = 0; row < PatchSize; row++)
        {
            image.Slice(3 * ((y + row) * _data.Width + x), RowBytes).CopyTo(patch[(row * RowBytes)..]);
        }
    }
}
