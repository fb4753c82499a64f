using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Reports;

/// <summary>The columns of a scored view that a report is made from, their types checked.</summary>
internal sealed class ReportColumns
{
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    public ReportColumns(DataViewSchema schema, ModelColumns model, FimNetReportOptions options)
    {
        SegmentationOptions segmentation = options.Segmentation with { AnomalyMapColumnName = model.AnomalyMap };
        Image = ImageSchema.Column(schema, model.Image);
        Score = ViewColumn.Find(schema, model.Score, nameof(schema));
        Map = ViewColumn.Find(schema, model.AnomalyMap, nameof(schema));
        Label = ViewColumn.FindLabelOrNull(schema, options.LabelColumnName, nameof(options.LabelColumnName));
        Defect = ViewColumn.FindTextOrNull(schema, segmentation.DefectColumnName, nameof(segmentation.DefectColumnName));
        ImagePath = ViewColumn.FindTextOrNull(schema, segmentation.ImagePathColumnName, nameof(segmentation.ImagePathColumnName));
        Segmentation = options.EvaluatePixels && schema.GetColumnOrNull(segmentation.MaskPathColumnName) is not null ? new SegmentationColumns(schema, segmentation) : null;
    }

    public DataViewSchema.Column Image { get; }

    public DataViewSchema.Column Score { get; }

    public DataViewSchema.Column Map { get; }

    public DataViewSchema.Column? Label { get; }

    public DataViewSchema.Column? Defect { get; }

    public DataViewSchema.Column? ImagePath { get; }

    /// <summary>Null when pixels are not evaluated.</summary>
    public SegmentationColumns? Segmentation { get; }

    public IEnumerable<DataViewSchema.Column> All =>
        new DataViewSchema.Column?[] { Image, Score, Map, Label, Defect, ImagePath, Segmentation?.MaskPath }.OfType<DataViewSchema.Column>();
}
