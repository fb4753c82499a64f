using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>Maps a row to the same row with columns appended that are computed from its image column.</summary>
internal abstract class AppendingRowMapper : IRowToRowMapper
{
    private readonly int _firstAdded;

    protected AppendingRowMapper(DataViewSchema inputSchema, string imageColumnName, IEnumerable<DataViewSchema.DetachedColumn> added)
    {
        InputSchema = inputSchema;
        ImageColumn = ImageSchema.Column(inputSchema, imageColumnName);
        _firstAdded = inputSchema.Count;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumns(added);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public DataViewSchema.Column ImageColumn { get; }

    /// <summary>Whether a column of the output schema is one of the appended ones.</summary>
    public bool IsAdded(DataViewSchema.Column column) => column.Index >= _firstAdded;

    public IEnumerable<DataViewSchema.Column> PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(c => !IsAdded(c)).Select(c => InputSchema[c.Index]);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = dependingColumns.ToArray();
        IEnumerable<DataViewSchema.Column> needed = PassedThrough(columns);
        return columns.Any(IsAdded) ? needed.Union(ImageColumnReader.ColumnsNeeded(InputSchema, ImageColumn)) : needed;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
        {
            throw new ArgumentException("The row's schema is not the one that this mapper was bound to.", nameof(input));
        }

        return new AppendedRow(this, input, activeColumns);
    }

    /// <summary>
    /// The getters of the appended columns over a live row, in the order of the columns: each a <see cref="ValueGetter{TValue}"/> of the column's type.
    /// All of them compute the row's values once, whichever is called first.
    /// </summary>
    public abstract Delegate[] CreateGetters(DataViewRow input);

    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, Delegate[] added) =>
        added[column.Index - _firstAdded] as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}; its values cannot be read as {typeof(TValue).Name}.");
}
