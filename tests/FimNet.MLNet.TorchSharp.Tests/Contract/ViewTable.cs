using Microsoft.ML;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>The values of a view's columns, row by row.</summary>
internal static class ViewTable
{
    /// <param name="view">The view.</param>
    /// <param name="columns">The columns to read; all visible ones when there are none.</param>
    public static Dictionary<string, Cell>[] Read(IDataView view, params string[] columns)
    {
        DataViewSchema.Column[] active = Columns(view.Schema, columns);
        using DataViewRowCursor cursor = view.GetRowCursor(active);
        return Read(cursor, active);
    }

    public static Dictionary<string, Cell>[] Read(DataViewRowCursor cursor, DataViewSchema.Column[] active) => Read(cursor, cursor, active);

    /// <param name="cursor">Moves.</param>
    /// <param name="row">What is read where the cursor stands.</param>
    /// <param name="active">The columns of the row.</param>
    public static Dictionary<string, Cell>[] Read(DataViewRowCursor cursor, DataViewRow row, DataViewSchema.Column[] active)
    {
        (string Name, Func<Cell> Read)[] readers = Array.ConvertAll(active, column => (column.Name, Cell.Reader(row, column)));
        var rows = new List<Dictionary<string, Cell>>();
        while (cursor.MoveNext())
        {
            rows.Add(readers.ToDictionary(reader => reader.Name, reader => reader.Read()));
        }

        return [.. rows];
    }

    public static DataViewSchema.Column[] Columns(DataViewSchema schema, params string[] names) =>
        [.. schema.Where(column => !column.IsHidden && (names.Length == 0 || names.Contains(column.Name)))];

    /// <summary>Every value to the last bit, one a line.</summary>
    public static string Exactly(IDataView view) => string.Join('\n', Read(view).SelectMany((row, i) => row.Select(cell => $"{i} {cell.Key}: {cell.Value.Exactly()}")));
}
