namespace FimNet.MLNet.Statistics;

/// <summary>Mean and deviation of the maps of good images at each of their pixels.</summary>
/// <param name="pixels">Of a map.</param>
internal sealed class PositionMoments(int pixels)
{
    // The average over all pixels counts as so many images: of a few images alone, what is usual at a pixel would be what happened to be there.
    private const double Prior = 8;

    private readonly double[] _sums = new double[pixels];
    private readonly double[] _squares = new double[pixels];
    private int _count;

    public void Add(ReadOnlySpan<float> map)
    {
        for (int i = 0; i < map.Length; i++)
        {
            _sums[i] += map[i];
            _squares[i] += (double)map[i] * map[i];
        }

        _count++;
    }

    /// <summary>
    /// What is x above the mean of its place becomes x * 2D / (d + D) above the average mean, d the deviation there and D the average one: where good images vary more, less is made of it, but
    /// no place is raised more than twofold.
    /// </summary>
    public PositionNormalization Normalization()
    {
        double averageMean = Average(MeanAt), averageVariance = Average(VarianceAt);
        double weight = _count / (_count + Prior);
        double DeviationAt(int pixel) => Math.Sqrt(weight * VarianceAt(pixel) + (1 - weight) * averageVariance);

        double averageDeviation = Average(DeviationAt);
        var normalization = new PositionNormalization(new float[_sums.Length], new float[_sums.Length]);
        for (int i = 0; i < _sums.Length; i++)
        {
            double gain = averageDeviation > 0 ? 2 * averageDeviation / (DeviationAt(i) + averageDeviation) : 1;
            double usual = averageMean + weight * (MeanAt(i) - averageMean);
            normalization.Gain[i] = (float)gain;
            normalization.Offset[i] = (float)(averageMean - gain * usual);
        }

        return normalization;
    }

    private double MeanAt(int pixel) => _sums[pixel] / _count;

    private double VarianceAt(int pixel) => Math.Max(0, _squares[pixel] / _count - MeanAt(pixel) * MeanAt(pixel));

    private double Average(Func<int, double> value) => Enumerable.Range(0, _sums.Length).Average(value);
}
