using System.Buffers;

namespace FimNet.MLNet.Imaging;

/// <summary>Reads image files whole, but never more of them than a limit allows: also of a file that grows.</summary>
internal static class ImageFile
{
    private const int FirstPart = 1 << 16;

    /// <param name="path">The file.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="spent">An image that nobody uses any more, whose memory may be used again.</param>
    /// <exception cref="ImageReadException">The file is missing, empty, damaged, too large, incomplete or of another format.</exception>
    public static RgbImage Load(string path, ImageLimits limits, RgbImage? spent = null)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstPart);
        try
        {
            int length = Read(path, limits, ref buffer);
            return ImageDecoder.Decode(buffer.AsSpan(0, length), path, limits, spent);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Unreadable(path, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads the size of an image from its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What is accepted; null for an image of any size, of which no pixel is read here.</param>
    /// <exception cref="ImageReadException">The file is missing, too large or not an image.</exception>
    public static (int Width, int Height) ReadSize(string path, ImageLimits? limits)
    {
        try
        {
            RefuseWhatHasNoLength(path);
            return ImageDecoder.ReadSize(path, limits);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Unreadable(path, e);
        }
    }

    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static ImageReadException Unreadable(string path, Exception e) => new($"The image '{path}' cannot be read: {e.Message}", e) { FileName = path };

    private static int Read(string path, ImageLimits limits, ref byte[] buffer)
    {
        RefuseWhatHasNoLength(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        CheckLength(file.Length, path, limits);
        Grow(ref buffer, filled: 0, (int)Math.Min(file.Length + 1, Array.MaxLength));
        int length = 0;
        while (file.Read(buffer, length, buffer.Length - length) is > 0 and int count)
        {
            length += count;
            CheckLength(length, path, limits);
            if (length == buffer.Length)
            {
                Grow(ref buffer, length, (int)Math.Min(2L * length, Array.MaxLength));
            }
        }

        return length;
    }

    /// <summary>Devices and pipes say that they have no bytes. Opening a pipe would wait for its other end.</summary>
    private static void RefuseWhatHasNoLength(string path)
    {
        var link = new FileInfo(path);
        FileSystemInfo? target = link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true);
        if (target is FileInfo { Exists: true, Length: 0 } || IsPipeWithoutName(target))
        {
            throw new ImageReadException($"The image '{path}' is empty, or is a device or a pipe. Replace or remove it.") { FileName = path };
        }
    }

    /// <summary>As a descriptor of the process, Linux links it to a name such as pipe:[123], which is no file's. Of other links that seem to lead nowhere only opening tells: resolving them does not follow links among the folders.</summary>
    private static bool IsPipeWithoutName(FileSystemInfo? target) => target is { Exists: false } && target.Name.Contains(":[", StringComparison.Ordinal);

    private static void CheckLength(long length, string path, ImageLimits limits)
    {
        if (length > limits.MaxFileBytes)
        {
            throw new ImageReadException(
                $"The image '{path}' has {length} bytes or more, but {nameof(ImageLimits)}.{nameof(ImageLimits.MaxFileBytes)} allows {limits.MaxFileBytes}. Replace or remove it, or raise the limit.")
            {
                FileName = path,
            };
        }
    }

    private static void Grow(ref byte[] buffer, int filled, int size)
    {
        if (size <= buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
