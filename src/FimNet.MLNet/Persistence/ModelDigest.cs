using System.Security.Cryptography;
using System.Text;

namespace FimNet.MLNet.Persistence;

/// <summary>A digest over a model's graph and settings, which tells damage; it is no signature, and whoever changes a file on purpose can write another.</summary>
internal static class ModelDigest
{
    public const int Length = SHA256.HashSizeInBytes;

    public static byte[] Of(byte[] graph, string settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(graph);
        hash.AppendData(Encoding.UTF8.GetBytes(settings));
        return hash.GetHashAndReset();
    }
}
