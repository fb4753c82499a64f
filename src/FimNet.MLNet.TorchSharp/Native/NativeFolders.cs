using System.Runtime.InteropServices;
using TorchSharp;

namespace FimNet.MLNet.Native;

/// <summary>The folders in which an application may keep its native libraries, in the order of search.</summary>
internal sealed class NativeFolders(IEnumerable<string> folders)
{
    public IReadOnlyList<string> Paths { get; } = folders.Where(Directory.Exists)
        .Select(static folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct().ToArray();

    /// <summary>What the host probes (the package cache, too), and the folders of the application and of TorchSharp, flat or by runtime identifier.</summary>
    public static NativeFolders OfThisApplication()
    {
        string probed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        string?[] managed = [AppContext.BaseDirectory, Path.GetDirectoryName(typeof(torch).Assembly.Location)];
        return new NativeFolders(
            probed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Concat(managed.OfType<string>().SelectMany(static folder => new[] { folder, Path.Combine(folder, "runtimes", Platform.RuntimeIdentifier, "native") })));
    }

    /// <summary>The first file of that name, or null.</summary>
    /// <param name="pattern">A file name; it may contain <c>*</c>.</param>
    public string? Find(string pattern) =>
        Paths.SelectMany(folder => Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)).FirstOrDefault();

    private static class Platform
    {
        public static string RuntimeIdentifier { get; } =
            (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
            + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");
    }
}
