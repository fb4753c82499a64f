using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Evaluation;

/// <summary>
/// Confidence intervals of figures by the bootstrap (Efron 1979): images are drawn again and again, with replacement, as many good and as many defective ones as there are, and
/// the interval holds the middle of the figures of all draws. Images are drawn, not pixels, because the pixels of an image are not independent.
/// </summary>
internal sealed class ImageBootstrap
{
    private readonly IReadOnlyList<ScoreHistogram> _good;
    private readonly IReadOnlyList<ScoreHistogram> _defective;
    private readonly float[] _descending;
    private readonly Dictionary<ScoreHistogram, int[]> _places;
    private readonly SegmentationOptions _options;

    /// <param name="images">Some good and some defective ones.</param>
    /// <param name="options">The limit and the threshold of the figures.</param>
    public ImageBootstrap(IReadOnlyList<ScoreHistogram> images, SegmentationOptions options)
    {
        _options = options;
        _good = [.. images.Where(image => !image.IsDefective)];
        _defective = [.. images.Where(image => image.IsDefective)];
        _descending = [.. images.SelectMany(image => image.Groups).Select(group => group.Score).Distinct().OrderDescending()];
        Dictionary<float, int> place = _descending.Select((score, index) => (score, index)).ToDictionary(entry => entry.score, entry => entry.index);
        _places = images.ToDictionary(image => image, image => image.Groups.Select(group => place[group.Score]).ToArray());
    }

    /// <summary>An interval for each figure.</summary>
    /// <param name="figures">What to compute from the metrics of a draw.</param>
    /// <param name="draws">How often to draw, at least 1.</param>
    /// <param name="confidence">The share of the draws between the ends, above 0 and below 1.</param>
    /// <param name="seed">Decides the draws.</param>
    public ConfidenceInterval[] Intervals(IReadOnlyList<Func<SegmentationMetrics, double>> figures, int draws, double confidence, int seed)
    {
        var values = new double[figures.Count][];
        for (int figure = 0; figure < figures.Count; figure++)
        {
            values[figure] = new double[draws];
        }

        Parallel.For(0, draws, () => new Sum(this), (draw, _, sum) =>
        {
            SegmentationMetrics metrics = sum.Draw(new SeededRandom(SeededRandom.Derive(seed, draw)));
            for (int figure = 0; figure < figures.Count; figure++)
            {
                values[figure][draw] = figures[figure](metrics);
            }

            return sum;
        }, _ => { });

        double tail = (1 - confidence) / 2;
        return Array.ConvertAll(values, ofFigure =>
        {
            Array.Sort(ofFigure);
            return new ConfidenceInterval(Quantile.Linear(ofFigure, tail), Quantile.Linear(ofFigure, 1 - tail));
        });
    }

    /// <summary>The images of one draw added up. For one thread at a time.</summary>
    private sealed class Sum(ImageBootstrap bootstrap)
    {
        private readonly ScoreGroup[] _groups = new ScoreGroup[bootstrap._descending.Length];
        private ScoreTotals _totals;

        public SegmentationMetrics Draw(SeededRandom random)
        {
            Array.Clear(_groups);
            _totals = default;
            AddSome(bootstrap._good, random);
            AddSome(bootstrap._defective, random);
            IEnumerable<ScoreGroup> present = _groups
                .Select((group, place) => group with { Score = bootstrap._descending[place], Lowest = bootstrap._descending[place] })
                .Where(group => group.Good + group.Defective > 0);
            return SegmentationSweep.Run(present, _totals, bootstrap._options, new Dictionary<string, SegmentationMetrics>());
        }

        private void AddSome(IReadOnlyList<ScoreHistogram> images, SeededRandom random)
        {
            for (int i = 0; i < images.Count; i++)
            {
                ScoreHistogram image = images[random.NextInt(0, images.Count - 1)];
                int[] places = bootstrap._places[image];
                for (int j = 0; j < places.Length; j++)
                {
                    ref ScoreGroup sum = ref _groups[places[j]];
                    ScoreGroup group = image.Groups[j];
                    sum = new ScoreGroup(0, sum.Defective + group.Defective, sum.Good + group.Good, sum.RegionShare + group.RegionShare);
                }

                _totals += image.Totals;
            }
        }
    }
}
