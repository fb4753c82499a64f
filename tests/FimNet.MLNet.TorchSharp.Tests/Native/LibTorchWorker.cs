using FimNet.MLNet.Native;
using TorchSharp;

namespace FimNet.MLNet.Tests.Native;

/// <summary>A process that says when it is ready, loads libtorch when it is told to, computes something, and says from where TorchSharp's library came.</summary>
internal static class LibTorchWorker
{
    public const string Kind = "libtorch";
    public const string Ready = "ready";

    public static void Run()
    {
        Console.WriteLine(Ready);
        Console.ReadLine();
        Parallel.For(0, 16, _ => LibTorch.EnsureLoaded());
        using DisposeScope scope = torch.NewDisposeScope();
        float sum = torch.ones(3).sum(type: torch.ScalarType.Float32).ToSingle();
        string library = File.ReadLines("/proc/self/maps").First(line => line.Contains("LibTorchSharp", StringComparison.Ordinal));

        // Of processes that write the same file at once each maps its own, and the last one stays in the folder.
        Console.WriteLine($"{sum} {library[library.IndexOf('/', StringComparison.Ordinal)..].Replace(" (deleted)", "", StringComparison.Ordinal)}");
    }
}
