using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>A live row: the columns of the input row and the appended ones. It owns the input row.</summary>
internal sealed class AppendedRow : DataViewRow
{
    private readonly AppendingRowMapper _mapper;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly AppendedGetters _added;
    private bool _isDisposed;

    public AppendedRow(AppendingRowMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _mapper = mapper;
        _input = input;
        _active = new bool[mapper.OutputSchema.Count];
        foreach (DataViewSchema.Column column in activeColumns)
        {
            _active[column.Index] = true;
        }

        _added = activeColumns.Any(mapper.IsAdded) ? mapper.CreateGetters(input) : new AppendedGetters([]);
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when this row was created.");
        }

        return _mapper.IsAdded(column)
            ? _mapper.Getter<TValue>(column, _added.Getters)
            : _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _added.Ended?.Invoke();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}
