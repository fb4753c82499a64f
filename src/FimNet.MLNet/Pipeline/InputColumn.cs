using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>A kind of column that a transformer reads: finds one in a schema, or says in one sentence why there is none.</summary>
/// <param name="typeName">What messages call the type.</param>
/// <param name="fits">Whether a type is that type.</param>
/// <param name="advice">How to come by such a column: one sentence.</param>
internal sealed class InputColumn(string typeName, Predicate<DataViewType> fits, string advice)
{
    public DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw Missing(nameof(schema), name, schema.Where(c => !c.IsHidden).Select(c => c.Name));
        return fits(column.Type) ? column : throw WrongType(nameof(schema), name, column.Type.ToString()!);
    }

    public void Require(SchemaShape inputSchema, string name)
    {
        SchemaShape.Column column = inputSchema.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
        {
            throw Missing(nameof(inputSchema), name, inputSchema.Select(c => c.Name));
        }

        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !fits(column.ItemType))
        {
            throw WrongType(nameof(inputSchema), name, column.GetTypeString());
        }
    }

    private ArgumentOutOfRangeException Missing(string parameter, string name, IEnumerable<string> present) => new(
        parameter, $"Could not find input column '{name}'; the columns are: {string.Join(", ", present)}. {advice}");

    private ArgumentOutOfRangeException WrongType(string parameter, string name, string type) => new(
        parameter, $"Schema mismatch for input column '{name}': expected {typeName}, got {type}. {advice}");
}
