namespace FimNet.MLNet;

/// <summary>The native part of TorchSharp (libtorch), which training runs on, could not be loaded.</summary>
/// <remarks>The message names what is missing or wrong, where it was looked for, and which package to reference. Scoring a trained model needs no libtorch.</remarks>
public sealed class LibTorchLoadException : Exception
{
    /// <summary>Creates the exception with the message shown to the user.</summary>
    /// <param name="message">What is missing or wrong, and what to do.</param>
    public LibTorchLoadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the message shown to the user and the error below it.</summary>
    /// <param name="message">What is missing or wrong, and what to do.</param>
    /// <param name="innerException">The loader's own error.</param>
    public LibTorchLoadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
