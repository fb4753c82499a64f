using System.Runtime.ExceptionServices;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>Tells the user's monitor, and keeps its own failures apart from those of trials.</summary>
internal sealed class TrialMonitor(IMonitor? monitor)
{
    public void Running(TrialSettings settings) => Tell(told => told.ReportRunningTrial(settings));

    public void Completed(TrialResult result) => Tell(told => told.ReportCompletedTrial(result));

    public void Best(TrialResult result) => Tell(told => told.ReportBestTrial(result));

    public void Failed(TrialSettings settings, Exception exception) => Tell(told => told.ReportFailTrial(settings, exception));

    private void Tell(Action<IMonitor> tell)
    {
        if (monitor is null)
        {
            return;
        }

        try
        {
            tell(monitor);
        }
        catch (Exception e)
        {
            throw new FailureException(e);
        }
    }

    /// <summary>The monitor itself failed.</summary>
    internal sealed class FailureException(Exception cause) : Exception(cause.Message, cause)
    {
        public void Rethrow() => ExceptionDispatchInfo.Throw(InnerException!);
    }
}
