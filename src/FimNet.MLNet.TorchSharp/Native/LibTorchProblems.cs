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

    public static LibTorchLoadException Unusable(Exception cause)
    {
        string message = cause.GetBaseException().Message.Trim();
        return new LibTorchLoadException($"libtorch was found but cannot be used: {message} {Remedy(message)}", cause);
    }

    private static string Remedy(string message) =>
        message.Contains("GLIBC", StringComparison.Ordinal)
            ? $"This system is too old for TorchSharp {Version}: training needs glibc 2.34 and the C++ library of GCC 12 or newer, as Debian 12, Ubuntu 22.04 and RHEL 10 have them. An application that only scores needs glibc 2.28."
            : $"TorchSharp {Version} works only with the native packages made for it. {Advice}{(OperatingSystem.IsWindows() ? " Windows needs the Visual C++ 2015-2022 Redistributable (x64) besides." : "")}";
}
