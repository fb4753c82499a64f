using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>Reads the image of the current row as RGB bytes, and names the row when it cannot.</summary>
internal sealed class ImageColumnReader
{
    private readonly DataViewRow _row;
    private readonly DataViewSchema.Column _column;
    private readonly ValueGetter<MLImage> _getter;

    // Kept between rows because getters such as LoadImages' dispose the image that they gave last; it is theirs, not ours.
    private MLImage? _image;

    public ImageColumnReader(DataViewRow row, DataViewSchema.Column column)
    {
        _row = row;
        _column = column;
        _getter = row.GetGetter<MLImage>(column);
    }

    /// <summary>The columns a cursor needs so that a reader over it can say which file failed.</summary>
    public static IEnumerable<DataViewSchema.Column> ColumnsNeeded(DataViewSchema schema, DataViewSchema.Column imageColumn) =>
        TextColumns(schema).Prepend(imageColumn);

    /// <summary>All images of a view, read one after another; each is good until the next is asked for.</summary>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    public static IEnumerable<RgbImage> ReadAll(IDataView view, DataViewSchema.Column imageColumn)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(ColumnsNeeded(view.Schema, imageColumn));
        var reader = new ImageColumnReader(cursor, imageColumn);
        RgbImage? image = null;
        while (cursor.MoveNext())
        {
            yield return image = reader.Read(spent: image);
        }
    }

    /// <param name="spent">An image that nobody uses any more, whose memory may be used again.</param>
    /// <exception cref="ImageReadException">The row's image is missing or cannot be decoded.</exception>
    public RgbImage Read(RgbImage? spent = null) => ReadOrNull(spent)
        ?? throw new ImageReadException(
            $"Column '{_column.Name}' of {DescribeRow()} has no image. Leave such rows out, or see in their error column why they have none.");

    /// <summary>The row's image, or null where the row has none: the value missing of ML.NET's image columns.</summary>
    /// <param name="spent">As in <see cref="Read"/>.</param>
    /// <exception cref="ImageReadException">The row's image cannot be decoded.</exception>
    public RgbImage? ReadOrNull(RgbImage? spent = null)
    {
        try
        {
            _getter(ref _image!);
            return _image is null ? null : RgbImage.FromMLImage(_image, spent);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException or ImageReadException))
        {
            throw new ImageReadException(
                $"The image in column '{_column.Name}' of {DescribeRow()} cannot be read: {e.Message} Replace or remove the file, or give an image that is not disposed.", e);
        }
    }

    /// <summary>The current row's number and its text columns, for people.</summary>
    public string DescribeRow()
    {
        var parts = new List<string>();
        foreach (DataViewSchema.Column column in TextColumns(_row.Schema).Where(_row.IsColumnActive))
        {
            ReadOnlyMemory<char> text = default;
            _row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
            if (!text.IsEmpty)
            {
                parts.Add($"{column.Name} = '{text}'");
            }
        }

        string row = $"row {_row.Position}";
        return parts.Count == 0 ? row : $"{row} ({string.Join(", ", parts)})";
    }

    private static IEnumerable<DataViewSchema.Column> TextColumns(DataViewSchema schema) =>
        schema.Where(c => !c.IsHidden && c.Type is TextDataViewType);
}
