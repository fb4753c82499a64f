namespace FimNet.MLNet;

/// <summary>A FIM-Net model file is damaged, incomplete, of a newer format, or not a FIM-Net model.</summary>
/// <remarks>The message says which part was refused and what to do.</remarks>
public sealed class ModelFormatException : Exception
{
    /// <summary>Creates the exception with the message shown to the user.</summary>
    /// <param name="message">Which part of the model was refused, why, and what to do.</param>
    public ModelFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the message shown to the user and the error below it.</summary>
    /// <param name="message">Which part of the model was refused, why, and what to do.</param>
    /// <param name="innerException">The reader's own error.</param>
    public ModelFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
