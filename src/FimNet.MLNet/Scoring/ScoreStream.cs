using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Scoring;

/// <summary>
/// The scores of a view's rows in order. One background thread reads and decodes ahead while the graph runs;
/// neighbouring images of the same size share a run.
/// </summary>
internal sealed class ScoreStream : IDisposable
{
    // Two images of 512x512 fill the caches of the machines this was measured on; more in a run brought nothing.
    private const int PixelsPerRun = 2 * 512 * 512;
    private const int MostImagesPerRun = 16;

    // Images are resized in the graph, so large ones must not be put together at their own size.
    private const long SourcePixelsPerRun = 4 * 1024 * 1024;

    private readonly ScoringRowMapper _mapper;
    private readonly bool _reconstruct;
    private readonly BlockingCollection<Decoded> _decoded;
    private readonly PixelBudget _ahead = new(SourcePixelsPerRun);
    private readonly ConcurrentBag<RgbImage> _spent = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly int _batchSize;
    private readonly ScoreBuffers _buffers = new();
    private readonly Queue<(DataViewRowId Id, ImageScores Scores)> _ready = new();
    private Decoded? _next;
    private ImageScores? _missing;
    private ExceptionDispatchInfo? _failure;

    /// <param name="source">The rows.</param>
    /// <param name="mapper">The model and its image column.</param>
    /// <param name="reconstruct">Whether the reconstruction is wanted.</param>
    /// <param name="shuffle">The order of the rows; null for the source's own.</param>
    public ScoreStream(IDataView source, ScoringRowMapper mapper, bool reconstruct, Random? shuffle)
    {
        _mapper = mapper;
        _reconstruct = reconstruct;
        _batchSize = Math.Clamp(PixelsPerRun / (mapper.Settings.ImageWidth * mapper.Settings.ImageHeight), 1, MostImagesPerRun);
        DataViewRowCursor cursor = source.GetRowCursor(ImageColumnReader.ColumnsNeeded(source.Schema, mapper.ImageColumn), shuffle);
        _decoded = new BlockingCollection<Decoded>(_batchSize + 1);
        _reading = Task.Factory.StartNew(() => Read(cursor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The scores of the next row, good until the next call.</summary>
    /// <param name="id">The row's id, to check that the stream and its reader agree on the order of rows.</param>
    /// <exception cref="ImageReadException">The row's image cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Read again, the source gives fewer rows or other row ids.</exception>
    public ImageScores Next(DataViewRowId id)
    {
        if (_ready.Count == 0)
        {
            ScoreNextRun();
        }

        if (!_ready.TryDequeue(out (DataViewRowId Id, ImageScores Scores) row) || !row.Id.Equals(id))
        {
            throw new InvalidOperationException(
                "The data gives other rows each time it is read, so scores cannot be matched with its columns. Cache it first, for example with mlContext.Data.LoadFromEnumerable over a list.");
        }

        return row.Scores;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reading.Wait();
        _decoded.Dispose();
        _stop.Dispose();
    }

    private void Read(DataViewRowCursor cursor)
    {
        try
        {
            using (cursor)
            {
                var reader = new ImageColumnReader(cursor, _mapper.ImageColumn);
                ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                DataViewRowId id = default;
                while (!_stop.IsCancellationRequested && cursor.MoveNext())
                {
                    getId(ref id);
                    var decoded = new Decoded(id, _mapper.Read(reader, spent: _spent.TryTake(out RgbImage? spent) ? spent : null));
                    _ahead.Take(decoded.Pixels, _stop.Token);
                    _decoded.Add(decoded, _stop.Token);
                }
            }
        }
#pragma warning disable CA1031 // Whatever went wrong is thrown again on the thread that asks for the row.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _decoded.CompleteAdding();
        }
    }

    private void ScoreNextRun()
    {
        var batch = new List<Decoded>(_batchSize);
        var images = new List<RgbImage>(_batchSize);
        while (batch.Count < _batchSize && Peek() is { } next && (next.Image is null || Fits(images, next.Image)))
        {
            batch.Add(next);
            if (next.Image is not null)
            {
                images.Add(next.Image);
            }

            _next = null;
        }

        if (batch.Count == 0)
        {
            _failure?.Throw();
            return;
        }

        var scores = new Queue<ImageScores>(images.Count == 0 ? [] : _mapper.Run(images, _buffers, _reconstruct));
        foreach (Decoded row in batch)
        {
            _ready.Enqueue((row.Id, row.Image is null ? _missing ??= _mapper.NoImage() : scores.Dequeue()));
        }

        images.ForEach(_spent.Add);
    }

    private static bool Fits(List<RgbImage> images, RgbImage image) =>
        images.Count == 0 || (images[0].SameSizeAs(image) && (images.Count + 1L) * image.Width * image.Height <= SourcePixelsPerRun);

    private Decoded? Peek()
    {
        if (_next is null && _decoded.TryTake(out Decoded? taken, Timeout.Infinite))
        {
            _next = taken;
            _ahead.Return(taken.Pixels);
        }

        return _next;
    }

    private sealed record Decoded(DataViewRowId Id, RgbImage? Image)
    {
        public long Pixels => Image is null ? 0 : (long)Image.Width * Image.Height;
    }
}
