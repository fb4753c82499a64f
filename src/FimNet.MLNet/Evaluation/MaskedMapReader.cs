using FimNet.MLNet.Datasets;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Regions;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Evaluation;

/// <summary>Reads anomaly maps and masks of scored rows and brings them to one size.</summary>
internal sealed class MaskedMapReader
{
    private readonly SegmentationOptions _options;
    private readonly SegmentationColumns _columns;
    private readonly ValueGetter<VBuffer<float>> _getMap;
    private readonly Func<string> _maskPath;
    private readonly Func<string> _defect;
    private readonly Func<string> _imagePath;
    private readonly Func<(int Width, int Height)>? _imageSize;
    private readonly DataViewRow _row;
    private readonly float[] _scores;
    private VBuffer<float> _map;
    private int[] _region = [];

    /// <param name="row">The row.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="imageSize">The size of the row's image; null to read it from the file where its path is known.</param>
    public MaskedMapReader(DataViewRow row, SegmentationColumns columns, SegmentationOptions options, Func<(int Width, int Height)>? imageSize = null)
    {
        _imageSize = imageSize;
        _row = row;
        _columns = columns;
        _options = options;
        _getMap = row.GetGetter<VBuffer<float>>(columns.AnomalyMap);
        _maskPath = ViewColumn.TextGetter(row, columns.MaskPath);
        _defect = ViewColumn.TextGetter(row, columns.Defect);
        _imagePath = ViewColumn.TextGetter(row, columns.ImagePath);
        _scores = new float[columns.Width * columns.Height];
    }

    /// <summary>All rows of a view; each is good until the next is asked for.</summary>
    public static IEnumerable<MaskedMap> ReadAll(IDataView scored, SegmentationColumns columns, SegmentationOptions options)
    {
        using DataViewRowCursor cursor = scored.GetRowCursor(columns.All);
        var reader = new MaskedMapReader(cursor, columns, options);
        while (cursor.MoveNext())
        {
            yield return reader.Read();
        }
    }

    /// <summary>The current row.</summary>
    /// <param name="isDefective">Whether the row is labelled as defective; false too when there is no label.</param>
    /// <exception cref="InvalidOperationException">A value is not finite, a named or labelled defect has no mask, or the mask has other proportions than the image.</exception>
    /// <exception cref="ImageReadException">The mask, or the size of the image, cannot be read.</exception>
    public MaskedMap Read(bool isDefective = false)
    {
        _getMap(ref _map);
        _map.CopyTo(_scores);
        MapValues.CheckFinite(_scores, _columns.Width, _columns.AnomalyMap, Row());
        string defect = _defect(), maskPath = _maskPath();
        defect = DefectDatasetFolder.IsGood(defect) ? "" : defect;
        if (maskPath.Length > 0)
        {
            return WithMask(defect, maskPath);
        }

        return defect.Length == 0 && !isDefective
            ? Good()
            : throw new InvalidOperationException(
                $"{Row()} {(defect.Length == 0 ? "is labelled as defective but has" : $"has the defect '{defect}' but")} no mask in '{_columns.MaskPath.Name}', so its pixels are neither good nor defective. "
                + "Add the mask, or leave such rows out before evaluating.");
    }

    private MaskedMap WithMask(string defect, string maskPath)
    {
        DefectMask mask = LoadMask(maskPath);
        CheckProportions(mask, maskPath);
        if (_options.Resolution == SegmentationResolution.Map)
        {
            mask = mask.Resize(_columns.Width, _columns.Height);
        }

        ReadOnlyMemory<float> scores = ScoresAt(mask.Width, mask.Height);
        Memory<int> region = MakeRegion(scores.Length);
        int regions = ConnectedComponents.Label(mask.Defective, mask.Width, region.Span);
        return new MaskedMap(defect, scores, region, regions);
    }

    private MaskedMap Good()
    {
        (int width, int height) = _options.Resolution == SegmentationResolution.Mask && _imagePath().Length > 0
            ? ImageSize(_options.Limits)
            : (_columns.Width, _columns.Height);
        ReadOnlyMemory<float> scores = ScoresAt(width, height);
        Memory<int> region = MakeRegion(scores.Length);
        region.Span.Clear();
        return new MaskedMap("", scores, region, regions: 0);
    }

    private DefectMask LoadMask(string maskPath)
    {
        try
        {
            return DefectMask.Load(maskPath, _options.MaskLevel, _options.Limits);
        }
        catch (ImageReadException e)
        {
            throw new ImageReadException($"{Row()} has a mask in '{_columns.MaskPath.Name}' that cannot be used. {e.Message} An empty path stands for a good image; {nameof(SegmentationOptions)}.{nameof(SegmentationOptions.Limits)} says how large a mask may be.", e) { FileName = e.FileName };
        }
    }

    private (int Width, int Height) ImageSize(ImageLimits? limits)
    {
        try
        {
            return ImageFile.ReadSize(_imagePath(), limits);
        }
        catch (ImageReadException e)
        {
            throw new ImageReadException(
                $"{Row()} has an image in '{_options.ImagePathColumnName}' whose size cannot be compared. {e.Message} "
                + $"Paths must be complete or relative to the current folder; without an {nameof(SegmentationOptions.ImagePathColumnName)} images are not looked at.",
                e)
            {
                FileName = e.FileName,
            };
        }
    }

    private string Row() => _imagePath() is { Length: > 0 } image ? $"Row {_row.Position} (image '{image}')" : $"Row {_row.Position}";

    private ReadOnlyMemory<float> ScoresAt(int width, int height) => width == _columns.Width && height == _columns.Height
        ? _scores
        : BilinearResizer.Resize(new AnomalyMap(_columns.Width, _columns.Height, _scores), width, height);

    private Memory<int> MakeRegion(int length)
    {
        if (_region.Length < length)
        {
            _region = new int[length];
        }

        return _region.AsMemory(0, length);
    }

    private void CheckProportions(DefectMask mask, string maskPath)
    {
        if (_imageSize is null && _imagePath().Length == 0)
        {
            return;
        }

        (int width, int height) = _imageSize?.Invoke() ?? ImageSize(limits: null);

        // One pixel of rounding in either side is no mistake.
        if (Math.Abs(((double)mask.Width * height) - ((double)mask.Height * width)) > Math.Max(width, height))
        {
            throw new InvalidOperationException(
                $"{Row()} is {width}x{height}, but its mask '{maskPath}' is {mask.Width}x{mask.Height}: the proportions differ, so it is not this image's mask. Use the right mask.");
        }
    }
}
