using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FimNet.MLNet.Robustness;

/// <summary>Runs ranges of cases in a child process, which is started again behind a case that killed it.</summary>
/// <param name="arguments">Of this program; the child builds the same classes from them.</param>
/// <param name="results">Takes the outcomes.</param>
internal sealed class CaseProcess(string[] arguments, CaseResults results) : IDisposable
{
    /// <summary>The argument that makes a process a child.</summary>
    public const string Child = "--child";

    private const int LongestError = 500;

    private Process? _child;
    private StringBuilder _error = new();

    /// <summary>Until there are no more ranges.</summary>
    public void Run(ConcurrentQueue<CaseRange> ranges)
    {
        while (ranges.TryDequeue(out CaseRange? range))
        {
            for (int next = range.First; next < range.End;)
            {
                next = RunFrom(range with { First = next });
            }
        }
    }

    public void Dispose() => End();

    /// <returns>The first case that has not been run.</returns>
    private int RunFrom(CaseRange range)
    {
        _child ??= Start();
        _child.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{range.Cases.Name}\n{range.First}\n{range.End}\n"));
        _child.StandardInput.Flush();
        int running = range.First - 1;
        while (_child.StandardOutput.ReadLine() is { } line)
        {
            if (line == CaseRunner.RangeEnded)
            {
                return range.End;
            }

            if (line.StartsWith(CaseRunner.Begun, StringComparison.Ordinal))
            {
                running = int.Parse(line.AsSpan(CaseRunner.Begun.Length), CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith(CaseRunner.Ended, StringComparison.Ordinal))
            {
                results.Add(range.Cases, running, line[CaseRunner.Ended.Length..]);
            }
        }

        string died = $"the process ended with {End()}: {_error}";
        if (running < range.First)
        {
            throw new InvalidOperationException($"No case of '{range.Cases.Name}' could be run: {died}");
        }

        results.Add(range.Cases, running, $"{Outcome.Failed} {died}");
        return running + 1;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CaseProcess).Assembly.Location, Child, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var error = new StringBuilder();
        var child = new Process { StartInfo = start };

        // Read as it comes, and no more kept than a message needs: a child that says much must not wait for a reader.
        child.ErrorDataReceived += (_, line) => error.Append(error.Length < LongestError ? $"{line.Data} " : "");
        _error = error;
        child.Start();
        child.BeginErrorReadLine();
        return child;
    }

    private int? End()
    {
        if (_child is not { } child)
        {
            return null;
        }

        _child = null;
        using (child)
        {
            child.StandardInput.Close();
            child.WaitForExit();
            return child.ExitCode;
        }
    }
}
