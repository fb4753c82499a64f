using System.Runtime.InteropServices;

namespace FimNet.MLNet.Tests;

/// <summary>
/// What glibc's allocator has given out and not got back. Unlike the process's resident memory, which moves by tens of megabytes with what the allocator
/// keeps for later, it returns to the same value when nothing is leaked.
/// </summary>
internal static class NativeHeap
{
    /// <summary>Bytes in use, or null where the C library is another one or too old to tell.</summary>
    public static long? InUse()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            MallInfo info = mallinfo2();
            return (long)(info.InUse + info.Mapped);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern MallInfo mallinfo2();

    /// <summary>glibc's struct mallinfo2: ten fields, of which the fifth and the eighth are read.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private readonly struct MallInfo
    {
        [FieldOffset(32)]
        public readonly nuint Mapped;

        [FieldOffset(56)]
        public readonly nuint InUse;
    }
}
