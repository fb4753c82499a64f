using FimNet.MLNet.Calibration;
using FimNet.MLNet.Evaluation;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>Compares models on the validation set, each in one pass over it.</summary>
/// <param name="validation">Rows of a defect dataset with an image column.</param>
/// <param name="options">Names of the scored columns.</param>
/// <param name="metric">Says at which miss rate false alarms are counted.</param>
/// <param name="hasMasks">Whether every defective image has a mask; without, there are no metrics of pixels.</param>
internal sealed class ModelEvaluator(IDataView validation, FimNetOptions options, FimNetMetric metric, bool hasMasks)
{
    private readonly SegmentationOptions _segmentation = new() { AnomalyMapColumnName = options.AnomalyMapColumnName };

    /// <exception cref="InvalidOperationException">A score or map is not finite.</exception>
    public TrialMetrics Evaluate(FimNetTransformer model, CancellationToken token)
    {
        IDataView scored = model.Transform(validation);
        var columns = new SegmentationColumns(scored.Schema, _segmentation);
        DataViewSchema.Column scoreColumn = scored.Schema[options.ScoreColumnName], label = scored.Schema[nameof(DefectDatasetRow.IsDefective)];
        using DataViewRowCursor cursor = scored.GetRowCursor([.. columns.All, scoreColumn, label]);
        ValueGetter<float> getScore = cursor.GetGetter<float>(scoreColumn);
        Func<bool> isDefective = ViewColumn.LabelGetter(cursor, label);
        MaskedMapReader? maps = hasMasks ? new MaskedMapReader(cursor, columns, _segmentation) : null;
        SegmentationEvaluator pixels = SegmentationEvaluator.Create(_segmentation);
        var good = new List<float>();
        var defective = new List<float>();
        while (cursor.MoveNext())
        {
            token.ThrowIfCancellationRequested();
            float score = 0;
            getScore(ref score);
            if (!float.IsFinite(score))
            {
                throw new InvalidOperationException($"The score of image {cursor.Position} of the validation set is {score}, which is no result. The training probably diverged.");
            }

            bool defect = isDefective();
            (defect ? defective : good).Add(score);
            if (maps is not null)
            {
                pixels.Add(maps.Read(defect));
            }
        }

        SegmentationMetrics? segmentation = hasMasks ? pixels.Compute() : null;
        return new TrialMetrics(ImageAuRoc(good, defective), segmentation?.PixelAuRoc, segmentation?.AuPro, FalseAlarmRate(good, defective, metric.MissRate));
    }

    private static double ImageAuRoc(List<float> good, List<float> defective) =>
        ImageMetrics.Of([.. good.Select(score => ScoreHistogram.OfImage(score, isDefective: false)), .. defective.Select(score => ScoreHistogram.OfImage(score, isDefective: true))])!.PixelAuRoc;

    /// <summary>The share of good images that score at least as high as the lowest defective one that must be found.</summary>
    private static double FalseAlarmRate(List<float> good, List<float> defective, double missRate)
    {
        defective.Sort();
        float lowestFound = defective[Math.Min((int)WholeShare.Of(missRate, defective.Count), defective.Count - 1)];
        return good.Count(score => score >= lowestFound) / (double)good.Count;
    }
}
