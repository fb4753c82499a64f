using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Scoring;

/// <summary>The columns that tell a row's defect regions: vectors whose length is that of the list of regions, or a multiple of it.</summary>
internal static class RegionColumns
{
    private static readonly (string Name, Func<DefectRegion, float[]> Values)[] Columns =
    [
        ("Boxes", region => [region.Left, region.Top, region.Left + region.Width, region.Top + region.Height]),
        ("Areas", region => [(float)region.Area]),
        ("Centroids", region => [(float)region.CentroidX, (float)region.CentroidY]),
        ("Peaks", region => [region.PeakScore]),
        ("Means", region => [region.MeanScore]),
    ];

    public static IEnumerable<string> Names(string prefix) => Columns.Select(column => prefix + column.Name);

    public static IEnumerable<DataViewSchema.DetachedColumn> Of(string prefix) =>
        Names(prefix).Select(name => new DataViewSchema.DetachedColumn(name, new VectorDataViewType(NumberDataViewType.Single)));

    /// <summary>Getters in the order of <see cref="Of"/>.</summary>
    public static IEnumerable<Delegate> Getters(ModelSettings settings, Func<ImageScores> current) => Columns.Select(Delegate (column) =>
    {
        return (ValueGetter<VBuffer<float>>)Get;

        void Get(ref VBuffer<float> value)
        {
            IReadOnlyList<DefectRegion> regions = current().Regions(settings.ImageWidth, settings.ImageHeight, settings.ThresholdOfPixels, settings.Regions);
            float[] values = [.. regions.SelectMany(column.Values)];
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, values.Length);
            values.CopyTo(editor.Values);
            value = editor.Commit();
        }
    });
}
