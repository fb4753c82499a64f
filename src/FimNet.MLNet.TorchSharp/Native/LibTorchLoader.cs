using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace FimNet.MLNet.Native;

/// <summary>Loads libtorch and TorchSharp's native library from given folders, in the order of their dependencies.</summary>
internal static class LibTorchLoader
{
    /// <summary>
    /// The version of the C++ library that TorchSharp's native library asks for and that older distributions lack (Debian 12,
    /// Ubuntu 22.04). The one symbol behind it, std::ios_base_library_init, only marks the version and is never called.
    /// </summary>
    private const string NewestCppVersion = "GLIBCXX_3.4.32";

    // Already loaded libraries satisfy the next ones by their names, so the folders may differ.
    private static readonly string[] LinuxDependencies = ["libgomp*.so*", "libc10.so", "libtorch_cpu.so", "libtorch.so"];

    /// <exception cref="LibTorchLoadException">A library is missing or cannot be loaded.</exception>
    public static void Load(NativeFolders folders)
    {
        string[] required = [FileName("torch_cpu"), FileName("LibTorchSharp")];
        try
        {
            string[] missing = required.Where(file => folders.Find(file) is null).ToArray();
            if (missing.Length > 0)
            {
                throw LibTorchProblems.Missing(missing, folders.Paths);
            }

            if (OperatingSystem.IsLinux())
            {
                LoadIfPresent(folders, LinuxDependencies);
                LoadBindingOnLinux(folders.Find(required[1])!);
            }
            else
            {
                LoadIfPresent(folders, required);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw LibTorchProblems.Unusable(e);
        }
    }

    private static void LoadIfPresent(NativeFolders folders, string[] patterns)
    {
        foreach (string library in patterns.Select(folders.Find).OfType<string>())
        {
            NativeLibrary.Load(library);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void LoadBindingOnLinux(string bindingPath)
    {
        try
        {
            NativeLibrary.Load(bindingPath);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(NewestCppVersion, StringComparison.Ordinal))
        {
            byte[] image = File.ReadAllBytes(bindingPath);
            if (ElfVersionNeeds.MakeWeak(image, NewestCppVersion) == 0)
            {
                throw;
            }

            LibraryCopy.Load(image, Path.GetFileName(bindingPath), LibraryCopy.CacheFolder());
        }
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? library + ".dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}
