namespace FimNet.MLNet.AutoML;

/// <summary>Told of the trials of an experiment while it runs, on its thread. An exception from it ends the experiment.</summary>
public interface IMonitor
{
    /// <summary>A trial begins, or goes on after a pause.</summary>
    /// <param name="settings">What it tries.</param>
    public void ReportRunningTrial(TrialSettings settings);

    /// <summary>A trial has a result: it came to its end or to a pause.</summary>
    /// <param name="result">The result.</param>
    public void ReportCompletedTrial(TrialResult result);

    /// <summary>A trial's result is better than all before. One that was trained to its end goes before all that pause.</summary>
    /// <param name="result">The result.</param>
    public void ReportBestTrial(TrialResult result);

    /// <summary>A trial failed; the experiment goes on.</summary>
    /// <param name="settings">What it tried.</param>
    /// <param name="exception">Why it failed; <see langword="null"/> if that is not known.</param>
    public void ReportFailTrial(TrialSettings settings, Exception? exception = null);
}
