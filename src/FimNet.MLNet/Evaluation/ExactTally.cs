namespace FimNet.MLNet.Evaluation;

/// <summary>Keeps every score.</summary>
internal sealed class ExactTally : IPixelTally<ExactTally>
{
    private readonly List<float[]> _parts = [];
    private readonly List<float> _defective = [];
    private readonly List<double> _shares = [];
    private float[] _sortedGood = [];
    private float[] _sortedDefective = [];
    private double[] _sortedShares = [];

    public ScoreTotals Totals { get; private set; }

    public void Add(MaskedMap image)
    {
        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        var good = new float[image.GoodPixels];
        int next = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (region[i] == 0)
            {
                good[next++] = scores[i];
            }
            else
            {
                _defective.Add(scores[i]);
                _shares.Add(image.ShareOfRegion(region[i]));
            }
        }

        _parts.Add(good);
        Totals += image.Totals;
    }

    /// <exception cref="InvalidOperationException">There are more scores than an array can hold.</exception>
    public void Complete()
    {
        if (Totals.Good > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"{Totals.Good} good pixels are more than can be evaluated exactly (at most {Array.MaxLength}). Set {nameof(SegmentationOptions.BinnedScores)}, or evaluate fewer images.");
        }

        _sortedGood = new float[Totals.Good];
        int next = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            _parts[i].CopyTo(_sortedGood, next);
            next += _parts[i].Length;
            _parts[i] = [];
        }

        Array.Sort(_sortedGood);
        _sortedDefective = [.. _defective];
        _sortedShares = [.. _shares];
        Array.Sort(_sortedDefective, _sortedShares);
        _defective.Clear();
        _shares.Clear();
    }

    public static IEnumerable<ScoreGroup> Descending(IReadOnlyList<ExactTally> good, IReadOnlyList<ExactTally> defective)
    {
        var goodLeft = good.Select(tally => new Descent(tally._sortedGood, [])).ToArray();
        var defectiveLeft = defective.Select(tally => new Descent(tally._sortedDefective, tally._sortedShares)).ToArray();
        while (true)
        {
            bool any = false;
            float score = float.NegativeInfinity;
            foreach (Descent descent in goodLeft)
            {
                any |= descent.Raise(ref score);
            }

            foreach (Descent descent in defectiveLeft)
            {
                any |= descent.Raise(ref score);
            }

            if (!any)
            {
                yield break;
            }

            long goodCount = 0, defectiveCount = 0;
            double share = 0;
            foreach (Descent descent in goodLeft)
            {
                goodCount += descent.Take(score, ref share);
            }

            foreach (Descent descent in defectiveLeft)
            {
                defectiveCount += descent.Take(score, ref share);
            }

            yield return new ScoreGroup(score, defectiveCount, goodCount, share);
        }
    }

    /// <summary>The way down an ascending array.</summary>
    private sealed class Descent(float[] ascending, double[] shares)
    {
        private int _left = ascending.Length;

        /// <summary>Raises the score to the highest that is left.</summary>
        /// <returns>Whether any is left.</returns>
        public bool Raise(ref float score)
        {
            if (_left == 0)
            {
                return false;
            }

            score = Math.Max(score, ascending[_left - 1]);
            return true;
        }

        /// <summary>Leaves all of a score behind.</summary>
        /// <returns>How many there were.</returns>
        public int Take(float score, ref double share)
        {
            int before = _left;
            while (_left > 0 && ascending[_left - 1] == score)
            {
                _left--;
                if (shares.Length > 0)
                {
                    share += shares[_left];
                }
            }

            return before - _left;
        }
    }
}
