using System.Diagnostics;
using FimNet.MLNet.Tests.Checkpoints;
using FimNet.MLNet.Tests.Contract;
using FimNet.MLNet.Tests.Native;

namespace FimNet.MLNet.Tests;

/// <summary>Parts of tests that need a process of their own: <c>dotnet FimNet.MLNet.TorchSharp.Tests.dll KIND ARGUMENTS</c>.</summary>
internal static class WorkerProcess
{
    /// <summary>How to start a worker; its input, output and errors are redirected.</summary>
    public static ProcessStartInfo Info(string kind, params string[] arguments) => new("dotnet", [typeof(WorkerProcess).Assembly.Location, kind, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Runs a worker to its end.</summary>
    /// <returns>What it wrote; the test fails where it failed.</returns>
    public static string Run(string kind, params string[] arguments)
    {
        using Process process = Process.Start(Info(kind, arguments))!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output;
    }

    private static void Main(string[] arguments)
    {
        switch (arguments)
        {
            case [TrainingWorker.Kind, string folder, string model]:
                TrainingWorker.Run(folder, model);
                break;
            case [LibTorchWorker.Kind]:
                LibTorchWorker.Run();
                break;
            case [ContractWorker.Kind, string models]:
                ContractWorker.Run(models);
                break;
            default:
                throw new ArgumentException($"No worker is called '{string.Join(' ', arguments)}'.", nameof(arguments));
        }
    }
}
