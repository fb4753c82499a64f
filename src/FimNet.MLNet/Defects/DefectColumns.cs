using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Defects;

/// <summary>The columns of a defect generating stage.</summary>
/// <param name="Output">Receives the image.</param>
/// <param name="Input">The image to make defective.</param>
/// <param name="Mask">Receives what was pasted; null when that is not wanted.</param>
internal sealed record DefectColumns(string Output, string Input, string? Mask)
{
    /// <summary>The columns that the stage appends.</summary>
    /// <param name="type">The input column's type, which knows the size of the images if that column does.</param>
    public IEnumerable<DataViewSchema.DetachedColumn> Added(DataViewType type)
    {
        yield return new DataViewSchema.DetachedColumn(Output, type);
        if (Mask is not null)
        {
            yield return new DataViewSchema.DetachedColumn(Mask, type);
        }
    }
}
