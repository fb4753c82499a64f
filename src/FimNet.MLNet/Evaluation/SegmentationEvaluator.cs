namespace FimNet.MLNet.Evaluation;

/// <summary>Collects the pixel scores of images by kind of defect, and computes the metrics from them.</summary>
internal abstract class SegmentationEvaluator
{
    public static SegmentationEvaluator Create(SegmentationOptions options) =>
        options.BinnedScores ? new Of<BinnedTally>(options) : new Of<ExactTally>(options);

    /// <summary>Whether there are good and defective pixels, without which there is nothing to compute.</summary>
    public abstract bool HasBothClasses { get; }

    /// <summary>Whether a defect had a name.</summary>
    public abstract bool HasKinds { get; }

    public abstract void Add(MaskedMap image);

    /// <summary>The metrics of all images that were added; called once.</summary>
    /// <exception cref="InvalidOperationException">There were no images, or no defective or no good pixels.</exception>
    public abstract SegmentationMetrics Compute();

    private sealed class Of<TTally>(SegmentationOptions options) : SegmentationEvaluator
        where TTally : IPixelTally<TTally>, new()
    {
        // Good images, and masks of defects without a name.
        private readonly TTally _unnamed = new();
        private readonly SortedDictionary<string, TTally> _byDefect = new(StringComparer.Ordinal);

        public override bool HasBothClasses => Totals() is { Good: > 0, Defective: > 0 };

        public override bool HasKinds => _byDefect.Count > 0;

        public override void Add(MaskedMap image) => Tally(image.Defect).Add(image);

        public override SegmentationMetrics Compute()
        {
            TTally[] all = [.. All()];
            ScoreTotals totals = Totals();
            CheckClasses(totals);
            Parallel.ForEach(all, tally => tally.Complete());

            var byDefect = new SortedDictionary<string, SegmentationMetrics>(StringComparer.Ordinal);
            Parallel.ForEach(_byDefect.Where(entry => TotalsOfDefect(entry.Value) is { Good: > 0, Defective: > 0 }), entry =>
            {
                SegmentationMetrics metrics = OfDefect(entry.Value);
                lock (byDefect)
                {
                    byDefect.Add(entry.Key, metrics);
                }
            });
            return SegmentationSweep.Run(TTally.Descending(all, all), totals, options, byDefect);
        }

        private IEnumerable<TTally> All() => _byDefect.Values.Prepend(_unnamed);

        private ScoreTotals Totals() => All().Aggregate(default(ScoreTotals), (sum, tally) => sum + tally.Totals);

        private SegmentationMetrics OfDefect(TTally tally) =>
            SegmentationSweep.Run(TTally.Descending([_unnamed, tally], [tally]), TotalsOfDefect(tally), options, new Dictionary<string, SegmentationMetrics>());

        private ScoreTotals TotalsOfDefect(TTally tally) => tally.Totals with { Good = tally.Totals.Good + _unnamed.Totals.Good };

        private TTally Tally(string defect)
        {
            if (defect.Length == 0)
            {
                return _unnamed;
            }

            if (!_byDefect.TryGetValue(defect, out TTally? tally))
            {
                _byDefect.Add(defect, tally = new TTally());
            }

            return tally;
        }

        private static void CheckClasses(ScoreTotals totals)
        {
            if (totals.Defective + totals.Good == 0)
            {
                throw new InvalidOperationException("The view has no rows to evaluate.");
            }

            if (totals.Defective == 0)
            {
                throw new InvalidOperationException("No mask marks a defective pixel, so there is nothing to find. Evaluate on a view that holds defective images with masks.");
            }

            if (totals.Good == 0)
            {
                throw new InvalidOperationException("The masks mark every pixel as defective, so there is nothing to compare with. Evaluate on a view that holds good pixels too.");
            }
        }
    }
}
