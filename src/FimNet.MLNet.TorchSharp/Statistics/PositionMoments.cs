namespace FimNet.MLNet.Statistics;

/// <summary>Mean and deviation of the maps of good images at each of their places.</summary>
/// <param name="places">Of the map's pixels. Every place must have some.</param>
internal sealed class PositionMoments(MapPlaces places)
{
    // The average over all pixels counts as so many images: of a few images alone, what is usual at a place would be what happened to be there.
    private const double Prior = 8;

    private readonly double[] _sums = new double[places.Count];
    private readonly double[] _squares = new double[places.Count];
    private readonly int[] _pixels = CountPixels(places);
    private int _count;

    public void Add(ReadOnlySpan<float> map)
    {
        for (int i = 0; i < map.Length; i++)
        {
            int place = places.OfPixels[i];
            _sums[place] += map[i];
            _squares[place] += (double)map[i] * map[i];
        }

        _count++;
    }

    /// <summary>
    /// The shift brings the mean of a place to the average mean. The gain is 2D / (d + D), d the deviation there and D the average one: where good images vary more, less is made of a value, but
    /// none is raised more than twofold.
    /// </summary>
    public PositionNormalization Normalization()
    {
        double averageMean = Average(MeanAt), averageVariance = Average(VarianceAt);
        double weight = _count / (_count + Prior);
        double DeviationAt(int place) => Math.Sqrt(weight * VarianceAt(place) + (1 - weight) * averageVariance);

        double averageDeviation = Average(DeviationAt);
        var shifts = new float[places.Count];
        var gains = new float[places.Count];
        for (int place = 0; place < places.Count; place++)
        {
            shifts[place] = (float)(weight * (averageMean - MeanAt(place)));
            gains[place] = averageDeviation > 0 ? (float)(2 * averageDeviation / (DeviationAt(place) + averageDeviation)) : 1;
        }

        int[] ofPixels = places.OfPixels.ToArray();
        return new PositionNormalization(Array.ConvertAll(ofPixels, place => shifts[place]), Array.ConvertAll(ofPixels, place => gains[place]), (float)averageMean);
    }

    private double MeanAt(int place) => _sums[place] / Values(place);

    private double VarianceAt(int place) => Math.Max(0, _squares[place] / Values(place) - MeanAt(place) * MeanAt(place));

    private double Values(int place) => (double)_count * _pixels[place];

    /// <summary>Over all pixels.</summary>
    private double Average(Func<int, double> value) => Enumerable.Range(0, places.Count).Sum(place => _pixels[place] * value(place)) / places.OfPixels.Length;

    private static int[] CountPixels(MapPlaces places)
    {
        var pixels = new int[places.Count];
        foreach (int place in places.OfPixels)
        {
            pixels[place]++;
        }

        return pixels;
    }
}
