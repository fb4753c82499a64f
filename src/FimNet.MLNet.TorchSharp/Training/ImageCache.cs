using Microsoft.Win32.SafeHandles;

namespace FimNet.MLNet.Training;

/// <summary>
/// Training images as RGB bytes of one size. Those beyond the memory budget stand in a temporary file that is deleted with the cache.
/// </summary>
/// <param name="imageBytes">Bytes of an image.</param>
/// <param name="memoryBudget">Bytes to keep in memory.</param>
/// <param name="folder">Of the temporary file.</param>
internal sealed class ImageCache(int imageBytes, long memoryBudget, string folder) : IDisposable
{
    private readonly List<byte[]> _inMemory = [];
    private readonly long _mostInMemory = Math.Max(1, memoryBudget / imageBytes);
    private SafeFileHandle? _file;
    private int _inFile;

    public int Count => _inMemory.Count + _inFile;

    public void Add(byte[] image)
    {
        if (_inMemory.Count < _mostInMemory)
        {
            _inMemory.Add(image);
            return;
        }

        _file ??= CreateFile();
        RandomAccess.Write(_file, image, (long)_inFile * imageBytes);
        _inFile++;
    }

    /// <summary>The bytes of an image: the cached ones, or <paramref name="buffer"/> filled from the file.</summary>
    public ReadOnlySpan<byte> Read(int index, byte[] buffer)
    {
        if (index < _inMemory.Count)
        {
            return _inMemory[index];
        }

        long start = (long)(index - _inMemory.Count) * imageBytes;
        int read = 0;
        while (read < imageBytes)
        {
            int count = RandomAccess.Read(_file!, buffer.AsSpan(read, imageBytes - read), start + read);
            read += count > 0 ? count : throw new EndOfStreamException("The temporary file with the training images was cut short while it was in use.");
        }

        return buffer;
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>A file that the system removes even when the process is killed.</summary>
    private SafeFileHandle CreateFile()
    {
        string path = Path.Combine(folder, $"fimnet-{Guid.NewGuid():N}.cache");
        SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // There an open file needs no name; Windows itself keeps the promise of DeleteOnClose.
            File.Delete(path);
        }

        return file;
    }
}
