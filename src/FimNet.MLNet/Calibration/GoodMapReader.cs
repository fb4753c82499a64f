using FimNet.MLNet.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Calibration;

/// <summary>Reads anomaly maps of good images, which need no masks.</summary>
internal sealed class GoodMapReader
{
    private readonly DataViewRow _row;
    private readonly DataViewSchema.Column _column;
    private readonly ValueGetter<VBuffer<float>> _getter;
    private readonly int _width;
    private readonly float[] _scores;
    private readonly int[] _noRegions;
    private VBuffer<float> _map;

    public GoodMapReader(DataViewRow row, DataViewSchema.Column column)
    {
        (_width, int height) = ViewColumn.MapSize(column, nameof(column));
        _row = row;
        _column = column;
        _getter = row.GetGetter<VBuffer<float>>(column);
        _scores = new float[_width * height];
        _noRegions = new int[_scores.Length];
    }

    /// <summary>The current row, good until the next is asked for.</summary>
    /// <exception cref="InvalidOperationException">A value is not finite.</exception>
    public MaskedMap Read()
    {
        _getter(ref _map);
        _map.CopyTo(_scores);
        MapValues.CheckFinite(_scores, _width, _column, $"Row {_row.Position}");
        return new MaskedMap("", _scores, _noRegions, regions: 0);
    }
}
