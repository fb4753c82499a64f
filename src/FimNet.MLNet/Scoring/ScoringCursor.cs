using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Scoring;

/// <summary>
/// Two cursors over the same rows: one passes the row's own columns through, the other runs ahead and feeds the graph.
/// </summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private readonly ScoringRowMapper _mapper;
    private readonly DataViewRowCursor _rows;
    private readonly ScoreStream _stream;
    private readonly HashSet<int> _active;
    private readonly Delegate[] _added;
    private readonly ValueGetter<DataViewRowId> _getId;
    private ImageScores? _current;
    private bool _isDisposed;

    public ScoringCursor(IDataView source, ScoringRowMapper mapper, DataViewSchema.Column[] columns, Random? shuffle)
    {
        _mapper = mapper;
        _active = columns.Select(c => c.Index).ToHashSet();
        int? seed = shuffle?.Next();
        _rows = source.GetRowCursor(mapper.PassedThrough(columns), SameShuffle(seed));
        _getId = _rows.GetIdGetter();
        try
        {
            _stream = new ScoreStream(source, mapper, columns.Any(c => mapper.IsReconstruction(c)), SameShuffle(seed));
        }
        catch
        {
            _rows.Dispose();
            throw;
        }

        _added = ScoredColumns.Getters(mapper.Settings, () => _current ?? throw new InvalidOperationException("The cursor is not on a row: call MoveNext first."));
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _rows.Position;

    public override long Batch => _rows.Batch;

    public override bool MoveNext()
    {
        _current = null;
        if (!_rows.MoveNext())
        {
            return false;
        }

        DataViewRowId id = default;
        _getId(ref id);
        _current = _stream.Next(id);
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when this cursor was created.");
        }

        return _mapper.IsAdded(column) ? _mapper.Getter<TValue>(column, _added) : _rows.GetGetter<TValue>(_mapper.InputSchema[column.Index]);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stream.Dispose();
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Random? SameShuffle(int? seed) => seed is { } value ? new Random(value) : null;
}
