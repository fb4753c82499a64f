using System.Diagnostics;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>Medians of several programs that take turns, so that what disturbs the machine disturbs all of them.</summary>
internal static class Timing
{
    // Threads of the program before may still be spinning.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="rounds">Turns that count, after two that do not.</param>
    /// <param name="programs">What to time.</param>
    /// <returns>The median of each in milliseconds.</returns>
    public static double[] Alternate(int rounds, params Action[] programs) =>
        Alternate(rounds, programs.Select(program => (Func<double>)(() => SteadyMilliseconds(program))).ToArray());

    /// <param name="rounds">Turns that count, after two that do not.</param>
    /// <param name="measurements">Programs that measure themselves.</param>
    public static double[] Alternate(int rounds, params Func<double>[] measurements)
    {
        double[][] times = measurements.Select(_ => new double[rounds]).ToArray();
        for (int round = -2; round < rounds; round++)
        {
            for (int i = 0; i < measurements.Length; i++)
            {
                Thread.Sleep(Pause);
                double time = measurements[i]();
                if (round >= 0)
                {
                    times[i][round] = time;
                }
            }
        }

        return times.Select(Median).ToArray();
    }

    /// <summary>The time of a run among its like: the first one of a turn finds the caches full of another program's data and does not count.</summary>
    private static double SteadyMilliseconds(Action program)
    {
        const int Runs = 3;
        program();
        return Enumerable.Range(0, Runs).Sum(_ => Milliseconds(program)) / Runs;
    }

    public static double Milliseconds(Action program)
    {
        long start = Stopwatch.GetTimestamp();
        program();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The time that all threads of this process compute meanwhile, however busy other programs keep the cores.</summary>
    public static double ProcessorMilliseconds(Action program)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan start = process.TotalProcessorTime;
        program();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalMilliseconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
