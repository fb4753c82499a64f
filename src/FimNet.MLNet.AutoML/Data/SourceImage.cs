using FimNet.MLNet.Datasets;
using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>An image of a view that the user gave, and what its row says of it.</summary>
/// <param name="Image">At its own size.</param>
/// <param name="Defect">The kind of defect; "good" for a good image.</param>
/// <param name="MaskPath">The picture that marks the defective pixels; empty without one.</param>
/// <param name="Row">Its row, counted from 0.</param>
internal sealed record SourceImage(RgbImage Image, string Defect, string MaskPath, long Row)
{
    private const string Label = ViewColumn.DefaultLabel, DefectColumn = "Defect", MaskPathColumn = "MaskPath";

    public bool IsDefective => Defect != DefectDatasetFolder.Good;

    /// <summary>The images of a validation view with the columns Label, Defect and MaskPath, as far as it has them. Without labels all are good.</summary>
    /// <exception cref="ArgumentException">A column is of another type.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">A label is missing.</exception>
    public static IEnumerable<SourceImage> ReadLabelled(IDataView view, string imageColumn)
    {
        DataViewSchema.Column image = ImageSchema.Column(view.Schema, imageColumn);
        DataViewSchema.Column? label = view.Schema.GetColumnOrNull(Label);
        DataViewSchema.Column? defect = ViewColumn.FindTextOrNull(view.Schema, DefectColumn, nameof(view)), mask = ViewColumn.FindTextOrNull(view.Schema, MaskPathColumn, nameof(view));
        IEnumerable<DataViewSchema.Column> needed = ImageColumnReader.ColumnsNeeded(view.Schema, image).Concat(new[] { label, defect, mask }.OfType<DataViewSchema.Column>());
        using DataViewRowCursor cursor = view.GetRowCursor(needed);
        var reader = new ImageColumnReader(cursor, image);
        Func<bool> isDefective = label is { } present ? ViewColumn.LabelGetter(cursor, present) : () => false;
        Func<string> kind = ViewColumn.TextGetter(cursor, defect), maskPath = ViewColumn.TextGetter(cursor, mask);
        while (cursor.MoveNext())
        {
            yield return isDefective()
                ? new SourceImage(reader.Read(), Kind(kind()), maskPath(), cursor.Position)
                : new SourceImage(reader.Read(), DefectDatasetFolder.Good, "", cursor.Position);
        }
    }

    /// <summary>A kind of defect as the name of a folder.</summary>
    private static string Kind(string defect) => defect.Length == 0 || DefectDatasetFolder.IsGood(defect)
        ? "defective"
        : string.Concat(defect.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or ' ' ? letter : '_'));
}
