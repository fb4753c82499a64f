using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace FimNet.MLNet.Native;

/// <summary>Loads a library that exists only in memory, through a file in a folder that nobody else can write.</summary>
[SupportedOSPlatform("linux")]
internal static class LibraryCopy
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>This user's cache folder for such copies, or null where the user has no home.</summary>
    public static string? CacheFolder()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathRooted(cache))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = home.Length == 0 ? null : Path.Combine(home, ".cache");
        }

        return cache is null ? null : Path.Combine(cache, "FimNet.MLNet");
    }

    /// <summary>Loads the image from the cache folder or, where that cannot be used, from a private temporary one that is deleted again.</summary>
    /// <param name="image">The whole library.</param>
    /// <param name="fileName">Its file name, to which a hash of the image is added.</param>
    /// <param name="cacheFolder">See <see cref="CacheFolder"/>.</param>
    public static void Load(byte[] image, string fileName, string? cacheFolder)
    {
        if (cacheFolder is null || !TryLoadFrom(cacheFolder, image, fileName))
        {
            DirectoryInfo temporary = Directory.CreateTempSubdirectory("FimNet.MLNet-");
            try
            {
                NativeLibrary.Load(Store(image, fileName, temporary.FullName));
            }
            finally
            {
                // A loaded library stays mapped without its file.
                temporary.Delete(recursive: true);
            }
        }
    }

    /// <summary>Puts the image into the folder unless it is there already; processes that do so at once do not disturb each other.</summary>
    /// <returns>The file.</returns>
    public static string Store(byte[] image, string fileName, string folder)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(folder) & others) != 0)
        {
            throw new UnauthorizedAccessException($"Others may write to '{folder}', so no library is loaded from it.");
        }

        string hash = Convert.ToHexString(SHA256.HashData(image), 0, 8);
        string path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(fileName)}-{hash}{Path.GetExtension(fileName)}");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(image))
        {
            AtomicFile.Write(path, temporary => File.WriteAllBytes(temporary, image));
        }

        return path;
    }

    private static bool TryLoadFrom(string folder, byte[] image, string fileName)
    {
        try
        {
            NativeLibrary.Load(Store(image, fileName, folder));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return false;
        }
    }
}
