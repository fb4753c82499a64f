using System.Diagnostics;
using System.Reflection;

namespace FimNet.MLNet.Tests;

/// <summary>A sample, started as a person would start it.</summary>
internal static class SampleProgram
{
    public static string Path(string name) =>
        typeof(SampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name + "Program").Value!;

    public static (int ExitCode, string Output) Run(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path(name), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
