namespace FimNet.MLNet;

/// <summary>An image could not be read: the file is missing, empty, damaged, too large or of a format that is not supported.</summary>
/// <remarks>The message names the file or the row, the reason, and what to do unless the reason says it: a file that the system does not find or open has the system's own reason.</remarks>
public sealed class ImageReadException : Exception
{
    /// <summary>Creates the exception with the message shown to the user.</summary>
    /// <param name="message">Which image, what is wrong with it, and what to do.</param>
    public ImageReadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the message shown to the user and the error below it.</summary>
    /// <param name="message">Which image, what is wrong with it, and what to do.</param>
    /// <param name="innerException">The decoder's or file system's own error.</param>
    public ImageReadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The file, as its path was given; <see langword="null"/> when it is not known, as for an image that another transformer loaded.</summary>
    public string? FileName { get; init; }
}
