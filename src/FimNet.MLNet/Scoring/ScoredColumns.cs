using FimNet.MLNet.Calibration;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Scoring;

/// <summary>The columns that scoring appends: their names, types, and how a value gets into each.</summary>
internal static class ScoredColumns
{
    public static IEnumerable<DataViewSchema.DetachedColumn> Of(ModelColumns columns, int imageWidth, int imageHeight)
    {
        yield return new(columns.Score, NumberDataViewType.Single);
        yield return new(columns.PredictedLabel, BooleanDataViewType.Instance);
        yield return new(columns.AnomalyMap, new VectorDataViewType(NumberDataViewType.Single, imageHeight, imageWidth));
        if (columns.Reconstruction is { } reconstruction)
        {
            yield return new(reconstruction, new ImageDataViewType(imageHeight, imageWidth));
        }

        if (columns.PValue is { } pValue)
        {
            yield return new(pValue, NumberDataViewType.Single);
        }

        if (columns.RegionPrefix is { } prefix)
        {
            foreach (DataViewSchema.DetachedColumn column in RegionColumns.Of(prefix))
            {
                yield return column;
            }
        }
    }

    /// <summary>Whether every column has a name, and one of its own.</summary>
    public static bool AreNamed(ModelColumns columns)
    {
        string?[] required = [columns.Score, columns.PredictedLabel, columns.AnomalyMap];
        string[] optional = [.. new[] { columns.Reconstruction, columns.PValue, columns.RegionPrefix }.OfType<string>()];
        string?[] names = [.. required, .. optional.Where(name => name != columns.RegionPrefix), .. columns.RegionPrefix is { } prefix ? RegionColumns.Names(prefix) : []];
        return required.Concat(optional).All(name => !string.IsNullOrEmpty(name)) && names.Distinct().Count() == names.Length;
    }

    /// <summary>The promise of an estimator: the input's columns, and those of scoring in the place of any of the same name.</summary>
    public static SchemaShape Append(SchemaShape inputSchema, ModelColumns columns, int imageWidth, int imageHeight) =>
        AppendedShape.Of(inputSchema, Of(columns, imageWidth, imageHeight));

    /// <summary>Getters in the order of <see cref="Of"/>.</summary>
    /// <param name="settings">The model's columns and thresholds.</param>
    /// <param name="current">The scores of the row at hand.</param>
    public static Delegate[] Getters(ModelSettings settings, Func<ImageScores> current)
    {
        var getters = new List<Delegate>
        {
            (ValueGetter<float>)((ref float value) => value = current().Score),
            (ValueGetter<bool>)((ref bool value) => value = current().Score > settings.Threshold),
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                ReadOnlySpan<float> source = current().Map.Span;
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, source.Length);
                source.CopyTo(editor.Values);
                value = editor.Commit();
            }),
        };
        if (settings.Columns.Reconstruction is not null)
        {
            getters.Add((ValueGetter<MLImage>)((ref MLImage value) =>
            {
                value?.Dispose();
                value = current() is { HasImage: true } scores ? new RgbImage(settings.ImageWidth, settings.ImageHeight, scores.Reconstruction.ToArray()).ToMLImage() : null!;
            }));
        }

        if (settings.Columns.PValue is not null)
        {
            getters.Add((ValueGetter<float>)((ref float value) => value = ConformalPValue.Of(current().Score, settings.HeldBackScores)));
        }

        if (settings.Columns.RegionPrefix is not null)
        {
            getters.AddRange(RegionColumns.Getters(settings, current));
        }

        return [.. getters];
    }
}
