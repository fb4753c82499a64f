using FimNet.MLNet.Evaluation;

namespace FimNet.MLNet.Calibration;

/// <summary>The scores that a rule chooses a threshold from.</summary>
/// <param name="GoodImages">One score a good image, ascending: its own, or the highest of its pixels.</param>
/// <param name="Groups">All scores, of images or of pixels, from the highest to the lowest.</param>
/// <param name="Totals">How many good and defective ones the groups hold.</param>
/// <param name="GoodMean">Mean of the good ones.</param>
/// <param name="GoodDeviation">Standard deviation of the good ones, with one less than their number as the divisor.</param>
internal sealed record CalibrationScores(IReadOnlyList<float> GoodImages, IEnumerable<ScoreGroup> Groups, ScoreTotals Totals, double GoodMean, double GoodDeviation);
