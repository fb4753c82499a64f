using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>What an estimator promises of a transformer that appends columns.</summary>
internal static class AppendedShape
{
    /// <summary>The input's columns, and the appended ones in the place of any of the same name.</summary>
    public static SchemaShape Of(SchemaShape inputSchema, IEnumerable<DataViewSchema.DetachedColumn> added)
    {
        SchemaShape.Column[] shapes = [.. added.Select(Shape)];
        return new SchemaShape(inputSchema.Where(c => shapes.All(shape => shape.Name != c.Name)).Concat(shapes));
    }

    private static SchemaShape.Column Shape(DataViewSchema.DetachedColumn column) => column.Type is VectorDataViewType vector
        ? new(column.Name, vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector, vector.ItemType, isKey: false)
        : new(column.Name, SchemaShape.Column.VectorKind.Scalar, column.Type, isKey: false);
}
