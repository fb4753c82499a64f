using FimNet.MLNet.Datasets;
using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Reports;

/// <summary>Reads what a report shows from the rows of a scored view.</summary>
internal sealed class ReportRowReader
{
    private readonly DataViewRow _row;
    private readonly int _width;
    private readonly int _height;
    private readonly ImageColumnReader _image;
    private readonly ValueGetter<float> _score;
    private readonly ValueGetter<VBuffer<float>> _map;
    private readonly Func<bool>? _isDefective;
    private readonly Func<string> _defect;
    private readonly Func<string> _imagePath;
    private readonly MaskedMapReader? _maskedMaps;
    private VBuffer<float> _values;

    private ReportRowReader(DataViewRow row, ReportColumns columns, FimNetReportOptions options)
    {
        _row = row;
        (_width, _height) = ViewColumn.MapSize(columns.Map, nameof(columns.Map));
        _image = new ImageColumnReader(row, columns.Image);
        _score = row.GetGetter<float>(columns.Score);
        _map = row.GetGetter<VBuffer<float>>(columns.Map);
        _isDefective = columns.Label is { } label ? ViewColumn.LabelGetter(row, label) : null;
        _defect = ViewColumn.TextGetter(row, columns.Defect);
        _imagePath = ViewColumn.TextGetter(row, columns.ImagePath);
        _maskedMaps = columns.Segmentation is { } segmentation ? new MaskedMapReader(row, segmentation, options.Segmentation) : null;
    }

    public static IEnumerable<ReportRow> ReadAll(IDataView scored, ModelColumns model, FimNetReportOptions options)
    {
        var columns = new ReportColumns(scored.Schema, model, options);
        using DataViewRowCursor cursor = scored.GetRowCursor(columns.All);
        var reader = new ReportRowReader(cursor, columns, options);
        while (cursor.MoveNext())
        {
            yield return reader.Read();
        }
    }

    private ReportRow Read()
    {
        string path = _imagePath();
        string name = path.Length > 0 ? Path.GetFileName(path) : $"image {_row.Position}";
        bool? isDefective = _isDefective?.Invoke();
        float score = 0;
        _score(ref score);
        if (!float.IsFinite(score))
        {
            throw new InvalidOperationException($"The score of row {_row.Position} ('{name}') is {score}, which cannot be reported. Check the model and the image of that row.");
        }

        return new ReportRow(name, Defect(isDefective), isDefective, score, Map(name), _image.Read(), _maskedMaps?.Read(isDefective == true));
    }

    private string Defect(bool? isDefective)
    {
        string defect = _defect();
        return defect.Length > 0 || isDefective is null ? defect : isDefective.Value ? "defective" : DefectDatasetFolder.Good;
    }

    private AnomalyMap Map(string name)
    {
        _map(ref _values);
        try
        {
            return new AnomalyMap(_width, _height, _values.DenseValues().ToArray());
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"The anomaly map of row {_row.Position} ('{name}') cannot be reported: {e.Message} Check the model and the image of that row.", e);
        }
    }
}
