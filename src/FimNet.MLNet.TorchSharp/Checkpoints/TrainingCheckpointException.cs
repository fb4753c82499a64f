namespace FimNet.MLNet;

/// <summary>Checkpoints cannot be used: they are of another training, damaged, in use by another process, or their folder cannot be written.</summary>
/// <remarks>The message says which option differs or what is wrong, and what to do.</remarks>
public sealed class TrainingCheckpointException : Exception
{
    /// <summary>Creates the exception with the message shown to the user.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    public TrainingCheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the message shown to the user and the error below it.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="innerException">The error of the file system or of the reader.</param>
    public TrainingCheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
