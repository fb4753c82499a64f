using System.Runtime.InteropServices;
using TorchSharp;

namespace FimNet.MLNet.Native;

/// <summary>The explanations of a failed load.</summary>
internal static class LibTorchProblems
{
    private static string Version => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "?";

    private static string Advice =>
        $"Add to the application's project <PackageReference Include=\"TorchSharp-cpu\" Version=\"{Version}\" />, or for an NVIDIA GPU "
        + $"TorchSharp-cuda-windows or TorchSharp-cuda-linux of the same version, and build again. {Platform}";

    private static string Platform =>
        $"libtorch exists for 64-bit Windows and Linux with glibc (x64) and for macOS (arm64); this process runs on {RuntimeInformation.RuntimeIdentifier}.";

    public static LibTorchLoadException Missing(IReadOnlyList<string> libraries, IReadOnlyList<string> folders) => new(
        $"Training needs libtorch, but {string.Join(" and ", libraries)} is in none of the folders searched: "
        + $"{(folders.Count == 0 ? "(none)" : string.Join(", ", folders))}. {Advice} An application that only scores does not need it.");

    public static LibTorchLoadException Unusable(Exception cause) => new(
        $"libtorch was found but cannot be used: {cause.GetBaseException().Message.Trim()} TorchSharp {Version} works only with the native packages made for it. {Advice}",
        cause);
}
