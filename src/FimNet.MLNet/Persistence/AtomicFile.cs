namespace FimNet.MLNet;

/// <summary>Writes a file under a temporary name beside its place and moves it there, so that nobody ever sees half of it.</summary>
internal static class AtomicFile
{
    /// <param name="path">The final place.</param>
    /// <param name="write">Writes the whole file under the name it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
