using System.Diagnostics;

namespace FimNet.MLNet.Robustness;

/// <summary>Runs a class of cases in this process, and says before each case which one it is, so that a parent knows what a crash hung on.</summary>
internal static class CaseRunner
{
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(30);

    /// <param name="cases">The class.</param>
    /// <param name="first">The first case to run.</param>
    /// <param name="report">Takes lines: the number of a case, and its outcome when it has ended.</param>
    public static void Run(CaseClass cases, int first, TextWriter report)
    {
        for (int i = first; i < cases.Cases; i++)
        {
            report.WriteLine(i);
            report.Flush();
            using var limit = new Timer(_ => Environment.FailFast($"case {i} of '{cases.Name}' took longer than {CaseLimit}"), null, CaseLimit, Timeout.InfiniteTimeSpan);
            report.WriteLine($"{Outcome(cases, i)}");
        }
    }

    private static string Outcome(CaseClass cases, int number)
    {
        try
        {
            Outcome outcome = cases.Try(number);
            return Process.GetCurrentProcess().PeakWorkingSet64 <= CaseProcess.MostBytes ? $"{outcome}" : $"{Robustness.Outcome.Failed} memory";
        }
#pragma warning disable CA1031 // Any exception but the promised one is what this program looks for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{Robustness.Outcome.Failed} {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
