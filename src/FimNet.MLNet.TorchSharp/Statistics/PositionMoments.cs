namespace FimNet.MLNet.Statistics;

/// <summary>Mean and deviation of the maps of good images at each of their pixels.</summary>
/// <param name="places">Of the map's pixels.</param>
internal sealed class PositionMoments(MapPlaces places)
{
    // The average over all pixels counts as so many images: of a few images alone, what is usual at a pixel would be what happened to be there.
    private const double Prior = 8;

    // The pixels of a place, as one, count as so many images beside each of them: they share what borders do to a map, but not what a fixed camera sees.
    private const double PlacePrior = 50;

    private readonly double[] _sums = new double[places.OfPixels.Length];
    private readonly double[] _squares = new double[places.OfPixels.Length];
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
    /// What is x above the mean of its pixel becomes x * 2D / (d + D) above the average mean, d the deviation there and D the average one: where good images vary more, less is made of it, but
    /// no pixel is raised more than twofold.
    /// </summary>
    public PositionNormalization Normalization()
    {
        double[] means = Array.ConvertAll(_sums, sum => sum / _count), squares = Array.ConvertAll(_squares, sum => sum / _count);
        double[] placeMeans = places.Average(means), placeSquares = places.Average(squares);
        double placeWeight = PlacePrior / (_count + PlacePrior), averageWeight = Prior / (_count + Prior);
        double[] usual = Mixed(means, placeMeans, placeWeight);
        double[] variances = Mixed(Variances(squares, means), Variances(placeSquares, placeMeans), placeWeight);

        double averageMean = usual.Average(), averageVariance = variances.Average();
        double[] deviations = Array.ConvertAll(variances, variance => Math.Sqrt((1 - averageWeight) * variance + averageWeight * averageVariance));
        double averageDeviation = deviations.Average();
        var normalization = new PositionNormalization(new float[usual.Length], new float[usual.Length]);
        for (int i = 0; i < usual.Length; i++)
        {
            double gain = averageDeviation > 0 ? 2 * averageDeviation / (deviations[i] + averageDeviation) : 1;
            normalization.Gain[i] = (float)gain;
            normalization.Offset[i] = (float)(averageMean - gain * (averageMean + (1 - averageWeight) * (usual[i] - averageMean)));
        }

        return normalization;
    }

    private static double[] Variances(double[] squares, double[] means) => [.. squares.Zip(means, (square, mean) => Math.Max(0, square - mean * mean))];

    private static double[] Mixed(double[] own, double[] shared, double weight) => [.. own.Zip(shared, (a, b) => (1 - weight) * a + weight * b)];
}
