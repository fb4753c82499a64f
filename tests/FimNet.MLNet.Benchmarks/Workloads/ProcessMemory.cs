using System.Globalization;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>Resident memory of this process in units of 1,000,000 bytes, as Linux tells it.</summary>
internal static class ProcessMemory
{
    public static double PeakMegabytes => Read("VmHWM:");

    public static double Megabytes => Read("VmRSS:");

    private static double Read(string field)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
