namespace FimNet.MLNet.Tests;

/// <summary>A new folder that goes away with the test.</summary>
internal sealed class PrivateFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("FimNet.MLNet.Tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
