using System.Diagnostics;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>A second process of this program, which answers a line with a line.</summary>
internal sealed class Worker : IDisposable
{
    public const string Option = "--worker";

    private readonly Process _process;

    public Worker(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in arguments.Prepend(Option))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The worker process ended with exit code {ExitCode()}.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private int ExitCode()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }
}
