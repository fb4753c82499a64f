namespace FimNet.MLNet.AutoML;

/// <summary>An experiment's folder cannot be used: it holds something else than an experiment, another process works in it, it is of another experiment, a file in it is damaged, or it cannot be written.</summary>
/// <remarks>The message says what is wrong and what to do.</remarks>
public sealed class ExperimentFolderException : Exception
{
    /// <summary>Creates the exception with the message shown to the user.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    public ExperimentFolderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the message shown to the user and the error below it.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="innerException">The error of the file system or of the reader.</param>
    public ExperimentFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
