using System.Diagnostics;
using System.Reflection;

namespace QuickStart;

/// <summary>Starts samples/Score, which references the scoring library alone.</summary>
internal static class ScoreProgram
{
    public static int Run(string modelPath, string folder, string output)
    {
        string program = typeof(ScoreProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(ScoreProgram)).Value!;
        using Process process = Process.Start(new ProcessStartInfo(Host(), [program, modelPath, folder, "--out", output]))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>The program that runs this one, which need not be on the path; its own name when it runs by itself.</summary>
    private static string Host() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
        : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        : "dotnet";
}
