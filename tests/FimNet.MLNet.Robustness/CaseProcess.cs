using System.Diagnostics;
using System.Globalization;

namespace FimNet.MLNet.Robustness;

/// <summary>Runs a class of cases in a child process, which is started again behind a case that killed it.</summary>
internal sealed class CaseProcess(CaseClass cases)
{
    /// <summary>More than this in the child is a failure.</summary>
    public const long MostBytes = 3L << 30;

    private readonly List<string> _failures = [];
    private readonly int[] _counts = new int[3];

    public IReadOnlyList<string> Failures => _failures;

    public int Count(Outcome outcome) => _counts[(int)outcome];

    public void Run()
    {
        for (int next = 0; next < cases.Cases;)
        {
            next = RunFrom(next);
        }
    }

    private int RunFrom(int first)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in (string[])[cases.Name, first.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process child = Process.Start(start)!;
        int running = first;
        bool ended = true;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (int.TryParse(line, CultureInfo.InvariantCulture, out int number))
            {
                (running, ended) = (number, false);
            }
            else
            {
                ended = true;
                Add(running, line);
            }
        }

        child.WaitForExit();
        if (!ended || child.ExitCode != 0)
        {
            Add(running, $"{Outcome.Failed} the process ended with {child.ExitCode}");
        }

        return running + 1;
    }

    private void Add(int number, string line)
    {
        Outcome outcome = Enum.Parse<Outcome>(line.Split(' ')[0]);
        _counts[(int)outcome]++;
        if (outcome == Outcome.Failed)
        {
            _failures.Add($"{cases.Name}, case {number}: {line}");
        }
    }
}
