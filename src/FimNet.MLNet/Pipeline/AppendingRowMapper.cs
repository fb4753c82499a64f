using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>Maps a row to the same row with columns appended that are computed from some of its own.</summary>
internal abstract class AppendingRowMapper : IRowToRowMapper
{
    private readonly int _firstAdded;
    private readonly DataViewSchema.Column[] _sources;

    /// <param name="inputSchema">The schema of the rows.</param>
    /// <param name="sources">The columns of the input that the appended ones need.</param>
    /// <param name="added">The appended columns.</param>
    protected AppendingRowMapper(DataViewSchema inputSchema, IEnumerable<DataViewSchema.Column> sources, IEnumerable<DataViewSchema.DetachedColumn> added)
    {
        InputSchema = inputSchema;
        _sources = [.. sources];
        _firstAdded = inputSchema.Count;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumns(added);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>Whether a column of the output schema is one of the appended ones.</summary>
    public bool IsAdded(DataViewSchema.Column column) => column.Index >= _firstAdded;

    public IEnumerable<DataViewSchema.Column> PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(c => !IsAdded(c)).Select(c => InputSchema[c.Index]);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = dependingColumns.ToArray();
        IEnumerable<DataViewSchema.Column> needed = PassedThrough(columns);
        return columns.Any(IsAdded) ? needed.Union(_sources) : needed;
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

    /// <summary>The getters of the appended columns over a live row. All of them compute the row's values once, whichever is called first.</summary>
    public abstract AppendedGetters CreateGetters(DataViewRow input);

    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, Delegate[] added) =>
        added[column.Index - _firstAdded] as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}; its values cannot be read as {typeof(TValue).Name}.");
}
