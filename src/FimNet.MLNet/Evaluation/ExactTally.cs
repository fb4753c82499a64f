namespace FimNet.MLNet.Evaluation;

/// <summary>Keeps every score.</summary>
internal sealed class ExactTally : IPixelTally<ExactTally>
{
    private readonly ArrayParts<float> _good = new();
    private readonly ArrayParts<float> _defective = new();
    private readonly ArrayParts<int> _regions = new();
    private readonly List<double> _shareOfRegion = [];
    private float[] _sortedGood = [];
    private float[] _sortedDefective = [];
    private int[] _regionsOfSorted = [];

    public ScoreTotals Totals { get; private set; }

    /// <exception cref="InvalidOperationException">There are more scores than an array can hold.</exception>
    public void Add(MaskedMap image)
    {
        Totals += image.Totals;
        long most = Math.Max(Totals.Good, Totals.Defective);
        if (most > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"{most} pixels are more than can be evaluated exactly (at most {Array.MaxLength}). Set {nameof(SegmentationOptions.BinnedScores)}, or evaluate fewer images.");
        }

        ReadOnlySpan<float> scores = image.Scores.Span;
        ReadOnlySpan<int> region = image.Region.Span;
        var good = new float[image.GoodPixels];
        var defective = new float[image.DefectivePixels];
        var regions = new int[defective.Length];
        int nextGood = 0, nextDefective = 0, regionsBefore = _shareOfRegion.Count;
        for (int i = 0; i < scores.Length; i++)
        {
            if (region[i] == 0)
            {
                good[nextGood++] = scores[i];
            }
            else
            {
                regions[nextDefective] = regionsBefore + region[i] - 1;
                defective[nextDefective++] = scores[i];
            }
        }

        _good.Add(good);
        _defective.Add(defective);
        _regions.Add(regions);
        _shareOfRegion.AddRange(Enumerable.Range(1, image.Regions).Select(image.ShareOfRegion));
    }

    public void Complete()
    {
        _sortedGood = _good.TakeAll();
        Array.Sort(_sortedGood);
        _sortedDefective = _defective.TakeAll();
        _regionsOfSorted = _regions.TakeAll();
        Array.Sort(_sortedDefective, _regionsOfSorted);
    }

    public static IEnumerable<ScoreGroup> Descending(IReadOnlyList<ExactTally> good, IReadOnlyList<ExactTally> defective)
    {
        Descent[] goodLeft = [.. good.Select(tally => new Descent(tally._sortedGood, [], []))];
        Descent[] defectiveLeft = [.. defective.Select(tally => new Descent(tally._sortedDefective, tally._regionsOfSorted, tally._shareOfRegion))];
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
    private sealed class Descent(float[] ascending, int[] regions, List<double> shareOfRegion)
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
                if (regions.Length > 0)
                {
                    share += shareOfRegion[regions[_left]];
                }
            }

            return before - _left;
        }
    }
}
