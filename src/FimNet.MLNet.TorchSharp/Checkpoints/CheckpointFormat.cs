using System.Security.Cryptography;
using System.Text;
using FimNet.MLNet.Training;
using TorchSharp;

namespace FimNet.MLNet.Checkpoints;

/// <summary>
/// The file format: a mark, the header, the counters, the tensors each with its name, type and shape, and at the end the SHA-256 hash of all before it. Little-endian.
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>"FIMNETCK" and the version of the format.</summary>
    public const ulong Mark = 0x4B43_5445_4E4D_4946;
    public const int Version = 1;
    public const int HashLength = SHA256.HashSizeInBytes;
    public const int LossLength = sizeof(byte) + sizeof(int) + (3 * sizeof(float));

    public static void Write(Stream file, CheckpointHeader header, StageState state)
    {
        using var hash = SHA256.Create();
        using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true);
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
        {
            WriteHeader(writer, header);
            writer.Write(state.Counters.Length);
            Array.ForEach(state.Counters, writer.Write);
            foreach ((string name, torch.Tensor tensor) in state.Tensors)
            {
                WriteText(writer, Describe(name, tensor));
                using torch.Tensor onCpu = tensor.cpu();
                using torch.Tensor inOrder = onCpu.contiguous();
                writer.Write(inOrder.bytes);
            }
        }

        hashed.FlushFinalBlock();
        file.Write(hash.Hash);
    }

    /// <summary>Name, type and shape of a tensor: what a reader must find before its bytes.</summary>
    public static string Describe(string name, torch.Tensor tensor) => $"{name} {tensor.dtype} [{string.Join(' ', tensor.shape)}]";

    private static void WriteHeader(BinaryWriter writer, CheckpointHeader header)
    {
        writer.Write(Mark);
        writer.Write(Version);
        writer.Write(header.Sequence);
        WriteText(writer, header.Run.ToJson());
        writer.Write((byte)header.Position.Stage);
        writer.Write(header.Position.Step);
        writer.Write(header.Position.Patches);
        writer.Write((byte)header.Position.Rollbacks);
        writer.Write(header.Position.Elapsed.Ticks);
        writer.Write(header.Elapsed.Ticks);
        writer.Write(header.History.Count);
        foreach (TrainingLoss loss in header.History)
        {
            writer.Write((byte)loss.Stage);
            writer.Write(loss.Step);
            writer.Write(loss.Reconstruction);
            writer.Write(loss.Sparsity);
            writer.Write(loss.LearningRate);
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
