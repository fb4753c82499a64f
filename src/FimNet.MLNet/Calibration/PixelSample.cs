using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The pixel scores of calibration images, rounded so that any number of images can be read.</summary>
internal sealed class PixelSample
{
    private readonly BinnedTally _tally = new();
    private readonly List<float> _highestOfGood = [];
    private Moments _moments;

    public ScoreTotals Totals => _tally.Totals;

    public void Add(MaskedMap image)
    {
        _tally.Add(image);
        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        float highest = float.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
        {
            if (region[i] == 0)
            {
                _moments.Add(scores[i]);
            }

            highest = Math.Max(highest, scores[i]);
        }

        if (image.DefectivePixels == 0)
        {
            _highestOfGood.Add(highest);
        }
    }

    public CalibrationScores ToScores() =>
        new([.. _highestOfGood.Order()], BinnedTally.Descending([_tally], [_tally]), Totals, _moments.Mean, _moments.Deviation);
}
