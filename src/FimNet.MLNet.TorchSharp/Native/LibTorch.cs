using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace FimNet.MLNet.Native;

/// <summary>Loads libtorch before the first use of it, so that a failure explains itself.</summary>
internal static class LibTorch
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Every entry point that uses torch calls this first. It works once a process; a failure is kept and thrown again.</summary>
    /// <exception cref="LibTorchLoadException">libtorch is missing, damaged, of another version, or not available for this platform.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        if (!LoadsByName())
        {
            LibTorchLoader.Load(NativeFolders.OfThisApplication());
        }

        try
        {
            // Asking for CUDA makes TorchSharp load its GPU libraries where the application has them, and settles for the CPU elsewhere.
            torch.TryInitializeDeviceType(DeviceType.CUDA);
            using torch.Tensor probe = torch.zeros(1);
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or EntryPointNotFoundException
            or BadImageFormatException or TypeInitializationException or ExternalException)
        {
            throw LibTorchProblems.Unusable(e);
        }

        return true;
    }

    /// <summary>The way in which TorchSharp itself tries first; it also finds what the application has already loaded.</summary>
    private static bool LoadsByName()
    {
        Assembly torchSharp = typeof(torch).Assembly;
        return NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _)
            && NativeLibrary.TryLoad("LibTorchSharp", torchSharp, null, out _);
    }
}
