using System.Diagnostics;
using System.Reflection;

namespace QuickStart;

/// <summary>Starts samples/Score, which references the scoring library alone.</summary>
internal static class ScoreProgram
{
    public static int Run(string modelPath, string folder, string output)
    {
        string program = typeof(ScoreProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(ScoreProgram)).Value!;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, modelPath, folder, "--out", output]))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
