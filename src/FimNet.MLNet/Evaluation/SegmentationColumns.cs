using Microsoft.ML;

namespace FimNet.MLNet.Evaluation;

/// <summary>The columns of a scored view that a segmentation is evaluated from, their types checked.</summary>
internal sealed class SegmentationColumns
{
    /// <exception cref="ArgumentException">A column is missing or of another type. Its parameter name is the option that named the column.</exception>
    public SegmentationColumns(DataViewSchema schema, SegmentationOptions options)
    {
        AnomalyMap = ViewColumn.Find(schema, options.AnomalyMapColumnName, nameof(options.AnomalyMapColumnName));
        (Width, Height) = ViewColumn.MapSize(AnomalyMap, nameof(options.AnomalyMapColumnName));
        MaskPath = ViewColumn.FindText(schema, options.MaskPathColumnName, nameof(options.MaskPathColumnName));
        Defect = ViewColumn.FindTextOrNull(schema, options.DefectColumnName, nameof(options.DefectColumnName));
        ImagePath = ViewColumn.FindTextOrNull(schema, options.ImagePathColumnName, nameof(options.ImagePathColumnName));
    }

    public int Height { get; }

    public int Width { get; }

    public DataViewSchema.Column AnomalyMap { get; }

    public DataViewSchema.Column MaskPath { get; }

    public DataViewSchema.Column? Defect { get; }

    public DataViewSchema.Column? ImagePath { get; }

    public IEnumerable<DataViewSchema.Column> All => new[] { AnomalyMap, MaskPath, Defect, ImagePath }.OfType<DataViewSchema.Column>();
}
