using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Scoring;

/// <summary>The columns that scoring appends: their names, types, and how a value gets into each.</summary>
internal static class ScoredColumns
{
    public static IEnumerable<DataViewSchema.DetachedColumn> Of(ModelSettings settings)
    {
        ModelColumns columns = settings.Columns;
        yield return new(columns.Score, NumberDataViewType.Single);
        yield return new(columns.PredictedLabel, BooleanDataViewType.Instance);
        yield return new(columns.AnomalyMap, new VectorDataViewType(NumberDataViewType.Single, settings.ImageHeight, settings.ImageWidth));
        if (columns.Reconstruction is { } reconstruction)
        {
            yield return new(reconstruction, new ImageDataViewType(settings.ImageHeight, settings.ImageWidth));
        }
    }

    /// <summary>The promise of an estimator: the input's columns, and those of scoring in the place of any of the same name.</summary>
    public static SchemaShape Append(SchemaShape inputSchema, ModelColumns columns, int imageWidth, int imageHeight)
    {
        SchemaShape.Column[] added = ShapesOf(columns, imageWidth, imageHeight).ToArray();
        return new SchemaShape(inputSchema.Where(c => added.All(a => a.Name != c.Name)).Concat(added));
    }

    private static IEnumerable<SchemaShape.Column> ShapesOf(ModelColumns columns, int imageWidth, int imageHeight)
    {
        yield return new(columns.Score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);
        yield return new(columns.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false);
        yield return new(columns.AnomalyMap, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
        if (columns.Reconstruction is { } reconstruction)
        {
            yield return new(reconstruction, SchemaShape.Column.VectorKind.Scalar, new ImageDataViewType(imageHeight, imageWidth), isKey: false);
        }
    }

    /// <summary>Getters in the order of <see cref="Of"/>.</summary>
    /// <param name="settings">The model's columns and threshold.</param>
    /// <param name="current">The scores of the row at hand.</param>
    public static Delegate[] Getters(ModelSettings settings, Func<ImageScores> current)
    {
        ValueGetter<float> score = (ref float value) => value = current().Score;
        ValueGetter<bool> predictedLabel = (ref bool value) => value = current().Score > settings.Threshold;
        ValueGetter<VBuffer<float>> map = (ref VBuffer<float> value) =>
        {
            ReadOnlySpan<float> source = current().Map.Span;
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, source.Length);
            source.CopyTo(editor.Values);
            value = editor.Commit();
        };
        ValueGetter<MLImage> reconstruction = (ref MLImage value) =>
        {
            value?.Dispose();
            value = new RgbImage(settings.ImageWidth, settings.ImageHeight, current().Reconstruction.ToArray()).ToMLImage();
        };
        return settings.Columns.Reconstruction is null ? [score, predictedLabel, map] : [score, predictedLabel, map, reconstruction];
    }
}
