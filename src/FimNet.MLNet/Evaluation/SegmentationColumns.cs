using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Evaluation;

/// <summary>The columns of a scored view that a segmentation is evaluated from, their types checked.</summary>
internal sealed class SegmentationColumns
{
    public SegmentationColumns(DataViewSchema schema, string anomalyMapColumnName, string maskPathColumnName, string? defectColumnName)
    {
        AnomalyMap = Find(schema, anomalyMapColumnName, nameof(anomalyMapColumnName));
        if (AnomalyMap.Type is not VectorDataViewType { Dimensions: [> 0 and var height, > 0 and var width] } vector || vector.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentException(
                $"The column '{anomalyMapColumnName}' is {AnomalyMap.Type}, but an anomaly map is a Vector<Single, height, width> of known size. "
                + "Name the map column of a scored view.",
                nameof(anomalyMapColumnName));
        }

        (Height, Width) = (height, width);
        MaskPath = FindText(schema, maskPathColumnName, nameof(maskPathColumnName));
        Defect = defectColumnName is null || schema.GetColumnOrNull(defectColumnName) is null
            ? null
            : FindText(schema, defectColumnName, nameof(defectColumnName));
    }

    public int Height { get; }

    public int Width { get; }

    public DataViewSchema.Column AnomalyMap { get; }

    public DataViewSchema.Column MaskPath { get; }

    public DataViewSchema.Column? Defect { get; }

    public IEnumerable<DataViewSchema.Column> All => Defect is { } defect ? [AnomalyMap, MaskPath, defect] : [AnomalyMap, MaskPath];

    private static DataViewSchema.Column FindText(DataViewSchema schema, string name, string parameter)
    {
        DataViewSchema.Column column = Find(schema, name, parameter);
        return column.Type is TextDataViewType
            ? column
            : throw new ArgumentException($"The column '{name}' is {column.Type}, but it must be Text.", parameter);
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return schema.GetColumnOrNull(name)
            ?? throw new ArgumentException($"The view has no column '{name}'. It has: {string.Join(", ", schema.Select(column => column.Name))}.", parameter);
    }
}
