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
        double weight = _count / (_count + Prior);
        double[] means = Array.ConvertAll(_sums, sum => sum / _count);
        double[] variances = [.. _squares.Zip(means, (square, mean) => Math.Max(0, square / _count - mean * mean))];
        double averageMean = means.Average();
        double averageVariance = variances.Average();
        double[] deviations = Array.ConvertAll(variances, variance => Math.Sqrt(weight * variance + (1 - weight) * averageVariance));
        double averageDeviation = deviations.Average();
        double[] gains = Array.ConvertAll(deviations, deviation => averageDeviation > 0 ? 2 * averageDeviation / (deviation + averageDeviation) : 1);
        float[] offsets = [.. gains.Zip(means, (gain, mean) => (float)(averageMean - gain * (averageMean + weight * (mean - averageMean))))];
        return new PositionNormalization(Array.ConvertAll(gains, gain => (float)gain), offsets);
    }
}
