namespace FimNet.MLNet.Calibration;

/// <summary>Mean and standard deviation of values that come one by one (Welford's recurrence, which loses no digits).</summary>
internal struct Moments
{
    private long _count;
    private double _squares;

    public double Mean { get; private set; }

    public readonly double Deviation => _count < 2 ? 0 : Math.Sqrt(_squares / (_count - 1));

    public void Add(double value)
    {
        _count++;
        double fromOldMean = value - Mean;
        Mean += fromOldMean / _count;
        _squares += fromOldMean * (value - Mean);
    }
}
