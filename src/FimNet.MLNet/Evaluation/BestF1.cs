namespace FimNet.MLNet.Evaluation;

/// <summary>The highest F1 of a falling threshold, and the threshold there: half-way between the lowest score that is found and the highest that is not.</summary>
internal struct BestF1
{
    private bool _isThresholdOpen;
    private float _lowestFound;
    private float _latest;

    public double F1 { get; private set; }

    public float Threshold { get; private set; }

    public long Found { get; private set; }

    public long FalselyFound { get; private set; }

    /// <summary>What is found from the latest scores on upwards. Of equal values the first, which has the fewest false ones, stays.</summary>
    public void Offer(long found, long falselyFound, long defective)
    {
        double f1 = 2.0 * found / (found + falselyFound + defective);
        if (f1 > F1)
        {
            (F1, Found, FalselyFound) = (f1, found, falselyFound);
            _lowestFound = _latest;
            _isThresholdOpen = true;
        }
    }

    /// <summary>The next lower scores begin.</summary>
    public void ThresholdIsAbove(in ScoreGroup next)
    {
        if (_isThresholdOpen)
        {
            Threshold = ScoreThreshold.Between(next.Score, _lowestFound);
            _isThresholdOpen = false;
        }

        _latest = next.Lowest;
    }

    /// <summary>There are no lower scores.</summary>
    public void ThresholdIsBelowAll()
    {
        if (_isThresholdOpen)
        {
            Threshold = ScoreThreshold.Below(_lowestFound);
        }
    }
}
