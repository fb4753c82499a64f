using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Scoring;

/// <summary>A lazily scored view whose cursors look ahead in batches.</summary>
internal sealed class ScoredView(IDataView source, ScoringRowMapper mapper) : AppendingView(source, mapper)
{
    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = columnsNeeded.ToArray();
        return columns.Any(mapper.IsAdded) ? new ScoringCursor(Source, mapper, columns, rand) : base.GetRowCursor(columns, rand);
    }

    // One cursor is enough: the graph itself runs on all cores.
    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
