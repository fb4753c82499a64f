using Microsoft.ML;

namespace FimNet.MLNet.Pipeline;

/// <summary>Maps a row to the same row with columns appended that are computed from its image.</summary>
internal abstract class ImageRowMapper(DataViewSchema inputSchema, string imageColumnName, IEnumerable<DataViewSchema.DetachedColumn> added)
    : AppendingRowMapper(inputSchema, ImageColumnReader.ColumnsNeeded(inputSchema, ImageSchema.Column(inputSchema, imageColumnName)), added)
{
    public DataViewSchema.Column ImageColumn { get; } = ImageSchema.Column(inputSchema, imageColumnName);
}
