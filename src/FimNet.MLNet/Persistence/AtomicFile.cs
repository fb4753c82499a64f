using System.Diagnostics;

namespace FimNet.MLNet;

/// <summary>Writes a file under a temporary name beside its place and moves it there, so that nobody ever sees half of it.</summary>
internal static class AtomicFile
{
    // What is put before the random part is for people and for those who clear remains away; a long name with both would be longer than the system allows.
    private const int LongestNameKept = 40;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="path">The final place.</param>
    /// <param name="write">Writes the whole file under the name it is given.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<string> write)
    {
        string target = Path.GetFullPath(path);
        (string folder, string name) = (Path.GetDirectoryName(target) ?? target, Path.GetFileName(target));
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The file '{path}' cannot be written: the folder '{folder}' does not exist. Create it first.");
        }

        string temporary = Path.Combine(folder, $"{(name.Length > LongestNameKept ? "" : name)}.{Guid.NewGuid():N}.tmp");
        try
        {
            write(temporary);
            Move(temporary, target);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Windows replaces no file that somebody has open at that moment, such as a reader or a scanner for viruses: it is tried again for a while.</summary>
    private static void Move(string temporary, string target)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                File.Move(temporary, target, overwrite: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && Stopwatch.GetElapsedTime(start) < LongestWait)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
