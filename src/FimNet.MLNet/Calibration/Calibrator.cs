using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using FimNet.MLNet.Scoring;
using Microsoft.ML;

namespace FimNet.MLNet.Calibration;

/// <summary>Reads the scores of calibration images and has the rules choose thresholds from them.</summary>
internal sealed class Calibrator
{
    private readonly ThresholdRule _scoreRule;
    private readonly ThresholdRule? _pixelRule;
    private readonly ScoreSample _images = new();
    private readonly PixelSample _pixels = new();

    private Calibrator(ThresholdRule scoreRule, ThresholdRule? pixelRule)
    {
        _scoreRule = scoreRule;
        _pixelRule = pixelRule;
    }

    /// <summary>The settings with new thresholds, and the scores of the good images as the new reference.</summary>
    public static ModelSettings Calibrate(
        ModelSettings settings, IDataView scored, ThresholdRule scoreRule, ThresholdRule? pixelRule, string labelColumnName, string maskPathColumnName)
    {
        var calibrator = new Calibrator(scoreRule, pixelRule);
        calibrator.Read(scored, settings.Columns, labelColumnName, maskPathColumnName);
        return calibrator.Apply(settings);
    }

    private void Read(IDataView scored, ModelColumns names, string labelColumnName, string maskPathColumnName)
    {
        DataViewSchema schema = scored.Schema;
        RequireOther(names, labelColumnName, nameof(labelColumnName));
        RequireOther(names, maskPathColumnName, nameof(maskPathColumnName));
        DataViewSchema.Column? label = FindLabel(schema, labelColumnName);
        DataViewSchema.Column score = schema[names.Score], map = schema[names.AnomalyMap];
        var masks = new SegmentationOptions { AnomalyMapColumnName = names.AnomalyMap, MaskPathColumnName = maskPathColumnName, ImagePathColumnName = null, DefectColumnName = null };
        SegmentationColumns? maskColumns = _pixelRule is { NeedsDefects: true } ? new SegmentationColumns(schema, masks) : null;
        DataViewSchema.Column? image = maskColumns is null ? null : schema.GetColumnOrNull(names.Image);

        IEnumerable<DataViewSchema.Column> needed = [score, map, .. maskColumns?.All ?? [], .. image is { } own ? ImageColumnReader.ColumnsNeeded(schema, own) : []];
        using DataViewRowCursor cursor = scored.GetRowCursor(label is { } column ? needed.Append(column) : needed);
        ValueGetter<float> getScore = cursor.GetGetter<float>(score);
        Func<bool> getLabel = label is { } found ? ViewColumn.LabelGetter(cursor, found) : () => false;
        Func<bool, MaskedMap?> readMap = maskColumns is not null ? MaskedMaps(cursor, maskColumns, masks, image) : _pixelRule is not null ? GoodMaps(cursor, map) : _ => null;
        float value = 0;
        while (cursor.MoveNext())
        {
            getScore(ref value);
            bool isDefective = getLabel();
            _images.Add(CheckFinite(value, cursor.Position), isDefective);
            if (readMap(isDefective) is { } pixels)
            {
                _pixels.Add(pixels);
            }
        }
    }

    /// <summary>A mask must have the proportions of the image that the model was given.</summary>
    private static Func<bool, MaskedMap?> MaskedMaps(DataViewRow row, SegmentationColumns columns, SegmentationOptions options, DataViewSchema.Column? image)
    {
        ImageColumnReader? images = image is { } column ? new ImageColumnReader(row, column) : null;
        return new MaskedMapReader(row, columns, options, images is null ? null : () => images.Read() is var read ? (read.Width, read.Height) : default).Read;
    }

    private static Func<bool, MaskedMap?> GoodMaps(DataViewRow row, DataViewSchema.Column map)
    {
        var reader = new GoodMapReader(row, map);
        return isDefective => isDefective ? null : reader.Read();
    }

    private ModelSettings Apply(ModelSettings settings)
    {
        if (_images.GoodCount == 0)
        {
            throw new InvalidOperationException("There is no good image to calibrate with. Give good images that the model was not trained on.");
        }

        Require(_scoreRule, _images.DefectiveCount, "image labelled as defective");
        ThresholdCalibration score = Calibration(_scoreRule, _scoreRule.Choose(_images.ToScores()));
        settings = settings.WithThreshold(score.Threshold, score) with { HeldBackScores = _images.SortedGood() };
        if (_pixelRule is { } rule)
        {
            Require(rule, _pixels.Totals.Defective, "pixel that a mask marks as defective");
            ThresholdCalibration pixel = Calibration(rule, rule.Choose(_pixels.ToScores()));
            settings = settings with { PixelThreshold = pixel.Threshold, PixelCalibration = pixel };
        }

        return settings;
    }

    private ThresholdCalibration Calibration(ThresholdRule rule, ThresholdChoice choice) => new()
    {
        Rule = rule.ToString()!,
        Threshold = choice.Threshold,
        GoodImages = _images.GoodCount,
        DefectiveImages = rule.NeedsDefects ? _images.DefectiveCount : 0,
        ExpectedFalseAlarmRate = choice.ExpectedFalseAlarmRate,
        FalseAlarmRateBound = choice.FalseAlarmRateBound,
    };

    private static void Require(ThresholdRule rule, long defective, string what)
    {
        if (rule.NeedsDefects && defective == 0)
        {
            throw new InvalidOperationException($"The rule {rule} needs defective images, but there is no {what}. Add defective images, or use a rule for good images alone.");
        }
    }

    private DataViewSchema.Column? FindLabel(DataViewSchema schema, string labelColumnName)
    {
        DataViewSchema.Column? column = ViewColumn.FindLabelOrNull(schema, labelColumnName, nameof(labelColumnName));
        ThresholdRule? rule = new[] { _scoreRule, _pixelRule }.FirstOrDefault(rule => rule is { NeedsDefects: true });
        if (column is null && rule is not null)
        {
            throw new ArgumentException(
                $"The rule {rule} needs labels, but the view has no column '{labelColumnName}'. Name the label column, or use a rule for good images alone.", nameof(labelColumnName));
        }

        return column;
    }

    /// <summary>A column of the model hides the caller's of the same name, and a decision is no label.</summary>
    private static void RequireOther(ModelColumns names, string given, string parameter)
    {
        if (ScoredColumns.Of(names, ModelLimits.SmallestSide, ModelLimits.SmallestSide).Any(column => column.Name == given))
        {
            throw new ArgumentException($"The model itself writes a column '{given}', which hides one of the same name. Give your column another name.", parameter);
        }
    }

    private static float CheckFinite(float score, long row) => float.IsFinite(score)
        ? score
        : throw new InvalidOperationException($"The score of row {row} is {score}, which cannot be calibrated with. Check the model and the image of that row.");
}
