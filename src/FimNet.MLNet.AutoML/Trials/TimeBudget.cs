using System.Diagnostics;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>How much of an experiment's time is left. The time that earlier processes spent on trials counts.</summary>
internal sealed class TimeBudget
{
    // What a timer can wait for.
    private const double LongestSeconds = 30 * 86_400;

    private readonly double? _seconds;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <param name="seconds">All the time; null for no limit.</param>
    public TimeBudget(double? seconds)
    {
        _seconds = seconds;
    }

    /// <summary>Time that earlier processes spent.</summary>
    public TimeSpan Before { get; set; }

    /// <summary>Positive infinity without a limit.</summary>
    public double RemainingSeconds => _seconds is { } seconds ? seconds - Before.TotalSeconds - _watch.Elapsed.TotalSeconds : double.PositiveInfinity;

    /// <summary>The whole time; 0 without a limit.</summary>
    public double TotalSeconds => _seconds ?? 0;

    public bool IsOver => RemainingSeconds <= 0;

    /// <summary>Cancels when the time is over.</summary>
    public CancellationTokenSource Start()
    {
        var source = new CancellationTokenSource();
        if (_seconds is not null)
        {
            source.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(RemainingSeconds, 0, LongestSeconds)));
        }

        return source;
    }
}
