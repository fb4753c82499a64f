using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Pipeline;

/// <summary>Moves the input cursor and reads through the row that is mapped over it. Owns both.</summary>
internal sealed class AppendedCursor(DataViewRowCursor input, DataViewRow mapped) : DataViewRowCursor
{
    public override DataViewSchema Schema => mapped.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext() => input.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) => mapped.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapped.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            mapped.Dispose();
        }

        base.Dispose(disposing);
    }
}
