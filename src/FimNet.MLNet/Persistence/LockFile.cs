namespace FimNet.MLNet.Persistence;

/// <summary>A file held open so that no other process works in its folder. The system lets go of it when the process ends, however it ends.</summary>
internal static class LockFile
{
    // What an open file of another process gives: two codes of Windows, one of Linux, one of macOS.
    private static readonly int[] HeldOpen = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    /// <returns>The open file, to be disposed; null if another process or object holds it.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (HeldOpen.Contains(e.HResult))
        {
            return null;
        }
    }
}
