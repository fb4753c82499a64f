using System.Runtime.InteropServices;

namespace FimNet.MLNet.Native;

/// <summary>
/// Tells glibc's allocator to keep freed memory. Every training step frees and takes the same large blocks again; without this
/// they go back to the system each time, and fetching them again is a large part of a step.
/// </summary>
internal static partial class GlibcHeap
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int LargestMmapThreshold = 32 * 1024 * 1024;

    private static readonly Lazy<bool> Kept = new(Set);

    /// <summary>Once a process; does nothing where the C library is another one.</summary>
    public static void Keep() => _ = Kept.Value;

    private static bool Set()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return mallopt(MmapThreshold, LargestMmapThreshold) == 1
                && mallopt(TrimThreshold, int.MaxValue) == 1
                && mallopt(TopPad, 64 * 1024 * 1024) == 1;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mallopt(int parameter, int value);
}
