namespace FimNet.MLNet;

/// <summary>Writes a file under a temporary name beside its place and moves it there, so that nobody ever sees half of it.</summary>
internal static class AtomicFile
{
    /// <param name="path">The final place.</param>
    /// <param name="write">Writes the whole file under the name it is given.</param>
    /// <param name="extension">What the temporary name ends with, for writers that look at it.</param>
    public static void Write(string path, Action<string> write, string extension = ".tmp")
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}{extension}";
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
