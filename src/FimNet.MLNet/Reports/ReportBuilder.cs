using FimNet.MLNet.Calibration;
using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.Reports;

/// <summary>Collects scored images one by one and makes of them what the page shows.</summary>
internal sealed class ReportBuilder
{
    private readonly ModelSettings _model;
    private readonly FimNetReportOptions _options;
    private readonly ReportPictures _pictures;
    private readonly PictureRanking _ranking;
    private readonly SegmentationEvaluator _segmentation;
    private readonly List<ReportImage> _images = [];
    private readonly List<ScoreHistogram> _imageScores = [];
    private readonly List<ScoreHistogram> _pixelScores = [];

    public ReportBuilder(ModelSettings model, FimNetReportOptions options)
    {
        _model = model;
        _options = options;
        _pictures = new ReportPictures(model.ThresholdOfPixels, options);
        _ranking = new PictureRanking(model.Threshold, options.MostPictures);
        _segmentation = SegmentationEvaluator.Create(options.Segmentation);
    }

    public void Add(ReportRow row)
    {
        (string picture, string overlay) = ("", "");
        if (_ranking.Enters(_images.Count, row.Score, row.IsDefective, out int? leaves))
        {
            (picture, overlay) = _pictures.Draw(row.Image, row.Map);
            if (leaves is { } index)
            {
                _images[index] = _images[index] with { Picture = "", Overlay = "" };
            }
        }

        int regions = DefectRegions.Find(row.Map, _model.ThresholdOfPixels, row.Image.Width, row.Image.Height, _model.Regions).Count;
        float? pValue = _model.HeldBackScores.Count == 0 ? null : ConformalPValue.Of(row.Score, _model.HeldBackScores);
        _images.Add(new ReportImage(row.Name, row.Defect, row.IsDefective, row.Score, pValue, picture, overlay, regions));
        if (row.IsDefective is { } isDefective)
        {
            _imageScores.Add(ScoreHistogram.OfImage(row.Score, isDefective));
        }

        if (row.MaskedMap is { } masked)
        {
            _segmentation.Add(masked);
            if (_options.BootstrapDraws > 0)
            {
                _pixelScores.Add(ScoreHistogram.OfPixels(masked));
            }
        }
    }

    /// <summary>The metrics of all pixels; null without masks that mark some, but not all. Called once.</summary>
    public SegmentationMetrics? Segmentation() => _segmentation.HasBothClasses ? _segmentation.Compute() : null;

    /// <exception cref="InvalidOperationException">There was no image.</exception>
    public ReportData Build(SegmentationMetrics? segmentation)
    {
        if (_images.Count == 0)
        {
            throw new InvalidOperationException("The view has no rows to report. Score some images first.");
        }

        SegmentationMetrics? images = ImageMetrics.Of(_imageScores);
        return new ReportData(
            _options.Title,
            DateTimeOffset.Now,
            _model.Threshold,
            _options.Confidence,
            new ReportFigures(_options).All(images, _imageScores, segmentation, _pixelScores),
            _images,
            [.. ReportCurves.OfImages(images), .. ReportCurves.OfPixels(segmentation)],
            Defects(segmentation),
            ReportTraining.Stages(_model.TrainingHistory),
            ReportSettings.Of(_model, _options, _images));
    }

    private List<ReportDefect> Defects(SegmentationMetrics? segmentation)
    {
        (ReportImage Image, ScoreHistogram Score)[] labelled = [.. _images.Where(image => image.IsDefective is not null).Zip(_imageScores)];
        ScoreHistogram[] good = [.. labelled.Where(pair => !pair.Score.IsDefective).Select(pair => pair.Score)];
        return
        [
            .. labelled.Where(pair => pair.Score.IsDefective).GroupBy(pair => pair.Image.Defect).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind =>
            {
                SegmentationMetrics? pixels = _segmentation.HasKinds ? segmentation?.ByDefect.GetValueOrDefault(kind.Key) : segmentation;
                double? imageAuRoc = ImageMetrics.Of([.. good, .. kind.Select(pair => pair.Score)])?.PixelAuRoc;
                return new ReportDefect(kind.Key, kind.Count(), imageAuRoc, pixels?.PixelAuRoc, pixels?.AuPro, pixels?.AveragePrecision, pixels?.F1Max);
            }),
        ];
    }
}
