using Microsoft.ML;

namespace FimNet.MLNet.Pipeline;

/// <summary>A lazy view: every row of the source with the mapper's columns appended.</summary>
internal class AppendingView : IDataView
{
    private readonly AppendingRowMapper _mapper;

    public AppendingView(IDataView source, AppendingRowMapper mapper)
    {
        Source = source;
        _mapper = mapper;
    }

    public DataViewSchema Schema => _mapper.OutputSchema;

    public bool CanShuffle => Source.CanShuffle;

    protected IDataView Source { get; }

    public long? GetRowCount() => Source.GetRowCount();

    public virtual DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = columnsNeeded.ToArray();
        return Append(Source.GetRowCursor(_mapper.GetDependencies(columns), rand), columns);
    }

    public virtual DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = columnsNeeded.ToArray();
        return Source.GetRowCursorSet(_mapper.GetDependencies(columns), n, rand).Select(DataViewRowCursor (input) => Append(input, columns)).ToArray();
    }

    private AppendedCursor Append(DataViewRowCursor input, DataViewSchema.Column[] columns)
    {
        try
        {
            return new AppendedCursor(input, _mapper.GetRow(input, columns));
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }
}
