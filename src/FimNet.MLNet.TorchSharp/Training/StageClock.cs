using System.Diagnostics;
using FimNet.MLNet.Export;

namespace FimNet.MLNet.Training;

/// <summary>How much of a stage is done, whatever unit its length has.</summary>
internal sealed class StageClock
{
    private readonly double _steps;
    private readonly double _seconds;
    private readonly TimeSpan _before;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Func<TimeSpan> _elapsed;

    /// <param name="length">Steps, epochs or time.</param>
    /// <param name="pixels">Pixels of all training images together: an epoch draws as many patches as they hold side by side.</param>
    /// <param name="batchSize">Patches a step.</param>
    /// <param name="before">Time that an earlier process spent on the stage.</param>
    /// <param name="elapsed">Tells the time that has passed; null for the system's clock without pauses.</param>
    public StageClock(TrainingLength length, long pixels, int batchSize, TimeSpan before = default, Func<TimeSpan>? elapsed = null)
    {
        _before = before;
        _elapsed = elapsed ?? (() => _watch.Elapsed);
        switch (length.Unit)
        {
            case TrainingLength.LengthUnit.Steps:
                _steps = length.Amount;
                break;
            case TrainingLength.LengthUnit.Epochs:
                _steps = Math.Ceiling(length.Amount * pixels / (PatchGraph.PatchSize * PatchGraph.PatchSize * batchSize));
                break;
            default:
                _seconds = length.Amount;
                break;
        }
    }

    /// <summary>Time spent on the stage.</summary>
    public TimeSpan Elapsed => _before + _elapsed();

    /// <summary>Does not count the time until the result is disposed.</summary>
    public IDisposable Pause() => new StopwatchPause(_watch);

    /// <summary>Finished share of the stage after a number of steps and the time spent on them, 0 to 1.</summary>
    public double Fraction(int steps, TimeSpan elapsed)
    {
        double total = _seconds > 0 ? _seconds : _steps;
        double done = _seconds > 0 ? elapsed.TotalSeconds : steps;
        return total == 0 ? 1 : Math.Min(1, done / total);
    }
}
