namespace FimNet.MLNet.AutoML.Trials;

/// <summary>Watches a training until a share of it is done, lets something be done with the network of that moment, and pauses it there.</summary>
/// <param name="options">Those of the training.</param>
/// <param name="fraction">The share of the whole training, above 0, at most 1.</param>
/// <param name="reached">Called once, when the share is done, with the largest working set in megabytes.</param>
/// <param name="pause">Cancelled after that; the training goes on from at most ten steps before when it is taken up again.</param>
internal sealed class TrainingSegment(FimNetOptions options, double fraction, Action<TrainingProgress, double> reached, CancellationTokenSource pause) : IProgress<TrainingProgress>
{
    private const double Rounding = 1e-9;
    private const int StepsBetweenSamples = 10;

    private volatile bool _isReached;

    public bool IsPaused { get; private set; }

    public double PeakMegabytes { get; private set; }

    public void Report(TrainingProgress value)
    {
        if (IsPaused)
        {
            return;
        }

        bool isReached = Done(value) >= fraction - Rounding;
        if (isReached || value.Loss.Step % StepsBetweenSamples == 1)
        {
            PeakMegabytes = Math.Max(PeakMegabytes, Environment.WorkingSet / 1e6);
        }

        if (isReached)
        {
            _isReached = true;
            reached(value, PeakMegabytes);
            IsPaused = true;
            pause.Cancel();
        }
    }

    /// <summary>Ends the training, unless its share is done: what is done with its network then is let come to its end.</summary>
    public void OutOfTime()
    {
        if (!_isReached)
        {
            pause.Cancel();
        }
    }

    /// <summary>The finished share of both stages.</summary>
    private double Done(TrainingProgress progress)
    {
        double first = FirstStageShare();
        return progress.Loss.Stage == 1 ? first * progress.StageFraction : first + ((1 - first) * progress.StageFraction);
    }

    private double FirstStageShare() => options.Stage2.Amount == 0 ? 1
        : options.Stage1.Unit == options.Stage2.Unit ? options.Stage1.Amount / (options.Stage1.Amount + options.Stage2.Amount)
        : 0.5;
}
