using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Evaluation;

/// <summary>Finds columns of a view and says clearly what is wrong with them.</summary>
internal static class ViewColumn
{
    /// <summary>The only label column that may be missing.</summary>
    public const string DefaultLabel = "Label";

    /// <exception cref="ArgumentException">The view has no such column.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string parameter) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"The view has no column '{name}'. It has: {string.Join(", ", schema.Select(column => column.Name))}.", parameter);

    /// <exception cref="ArgumentException">The view has no such column, or it is not Text.</exception>
    public static DataViewSchema.Column FindText(DataViewSchema schema, string name, string parameter)
    {
        DataViewSchema.Column column = Find(schema, name, parameter);
        return column.Type is TextDataViewType
            ? column
            : throw new ArgumentException($"The column '{name}' is {column.Type}, but it must be Text.", parameter);
    }

    /// <summary>The column, or null when no name is given or the view has no such column.</summary>
    /// <exception cref="ArgumentException">The column is not Text.</exception>
    public static DataViewSchema.Column? FindTextOrNull(DataViewSchema schema, string? name, string parameter) =>
        name is null || schema.GetColumnOrNull(name) is null ? null : FindText(schema, name, parameter);

    /// <summary>The label column; null when the view has none and none was asked for by another name than the default.</summary>
    /// <exception cref="ArgumentException">A column that was asked for is missing.</exception>
    public static DataViewSchema.Column? FindLabelOrNull(DataViewSchema schema, string name, string parameter)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        return column is not null || name == DefaultLabel
            ? column
            : throw new ArgumentException($"The view has no label column '{name}'. Name the label column, or leave the name at '{DefaultLabel}' when there are no labels.", parameter);
    }

    /// <summary>The size of the maps that a column holds.</summary>
    /// <exception cref="ArgumentException">It does not hold maps.</exception>
    public static (int Width, int Height) MapSize(DataViewSchema.Column column, string parameter) =>
        column.Type is VectorDataViewType { Dimensions: [> 0 and var height, > 0 and var width] } vector && vector.ItemType == NumberDataViewType.Single
            ? (width, height)
            : throw new ArgumentException(
                $"The column '{column.Name}' is {column.Type}, but an anomaly map is a Vector<Single, height, width> of known size. Name the map column of a scored view.",
                parameter);

    /// <summary>A getter of whether the row is labelled as defective.</summary>
    /// <remarks>The getter throws <see cref="InvalidOperationException"/> at a label that is missing.</remarks>
    /// <exception cref="ArgumentException">The column is neither Boolean nor Single.</exception>
    public static Func<bool> LabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is BooleanDataViewType)
        {
            ValueGetter<bool> getter = row.GetGetter<bool>(column);
            bool value = false;
            return () =>
            {
                getter(ref value);
                return value;
            };
        }

        if (column.Type is NumberDataViewType { RawType: var type } && type == typeof(float))
        {
            ValueGetter<float> getter = row.GetGetter<float>(column);
            float value = 0;
            return () =>
            {
                getter(ref value);
                return float.IsNaN(value)
                    ? throw new InvalidOperationException(
                        $"The label '{column.Name}' of row {row.Position} is missing (NaN), so the image is neither good nor defective. Give it a label, or leave the row out.")
                    : value > 0;
            };
        }

        throw new ArgumentException($"The label column '{column.Name}' is {column.Type}, but it must be Boolean, or Single with 1 for defective images.");
    }

    /// <summary>A getter of text that is the empty text without a column.</summary>
    public static Func<string> TextGetter(DataViewRow row, DataViewSchema.Column? column)
    {
        if (column is not { } present)
        {
            return () => "";
        }

        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(present);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getter(ref text);
            return text.ToString();
        };
    }
}
