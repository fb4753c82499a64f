using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FimNet.MLNet.Training;
using TorchSharp;

namespace FimNet.MLNet.Checkpoints;

/// <summary>A checkpoint that is being read. Its hash is checked first, and every length before anything of that length is made.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int LongestText = 1 << 20;

    private readonly BinaryReader _reader;
    private readonly long _end;

    /// <exception cref="InvalidDataException">The file is damaged or no checkpoint of this version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CheckpointFile(string path)
    {
        _reader = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16), Encoding.UTF8);
        _end = _reader.BaseStream.Length - CheckpointFormat.HashLength;
        try
        {
            CheckHash();
            Header = ReadHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CheckpointHeader Header { get; }

    /// <summary>Reads the tensors into a state of the same network, once.</summary>
    /// <exception cref="InvalidDataException">The tensors are not those of the state; it must not be used any more.</exception>
    public void ReadInto(StageState state)
    {
        Check(ReadCount(sizeof(int)) == state.Counters.Length, "the number of its counters");
        int[] counters = Array.ConvertAll(state.Counters, _ => _reader.ReadInt32());
        Check(counters.All(counter => counter >= 0 && counter <= Header.Position.Step), "a counter");
        foreach ((string name, torch.Tensor tensor) in state.Tensors)
        {
            string expected = CheckpointFormat.Describe(name, tensor);
            Check(ReadText() == expected, $"the place of {expected}");
            using torch.Tensor read = torch.empty(tensor.shape, tensor.dtype);
            CheckLeft(read.bytes.Length);
            _reader.BaseStream.ReadExactly(read.bytes);
            using IDisposable noGradient = torch.no_grad();
            tensor.copy_(read);
        }

        Check(_reader.BaseStream.Position == _end, "its length");
        state.Restore(Header.Position, counters);
    }

    public void Dispose() => _reader.Dispose();

    private void CheckHash()
    {
        Check(_end > 0, "its length");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long left = _end; left > 0;)
        {
            int count = _reader.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            Check(count > 0, "its length");
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        Check(hash.GetHashAndReset().AsSpan().SequenceEqual(_reader.ReadBytes(CheckpointFormat.HashLength)), "its hash");
        _reader.BaseStream.Position = 0;
    }

    private CheckpointHeader ReadHeader()
    {
        CheckLeft(sizeof(ulong) + sizeof(int) + sizeof(long));
        Check(_reader.ReadUInt64() == CheckpointFormat.Mark, "its mark");
        Check(_reader.ReadInt32() == CheckpointFormat.Version, "the version of its format");
        long sequence = _reader.ReadInt64();
        Check(sequence is > 0 and < long.MaxValue, "its number");
        RunIdentity run = ReadRun();
        CheckLeft(2 + sizeof(int) + sizeof(ulong) + (2 * sizeof(long)));
        var position = new StagePosition(_reader.ReadByte(), _reader.ReadInt32(), _reader.ReadUInt64(), _reader.ReadByte(), new TimeSpan(_reader.ReadInt64()));
        var elapsed = new TimeSpan(_reader.ReadInt64());
        Check(position.Stage is 1 or 2 && position.Step is >= 0 and < int.MaxValue && position.Rollbacks <= Divergence.MostRollbacks, "its position");
        Check(position.Elapsed >= TimeSpan.Zero && position.Elapsed.TotalDays < 36500 && elapsed >= TimeSpan.Zero && elapsed.TotalDays < 36500, "its times");
        return new CheckpointHeader(sequence, run, position, elapsed, ReadHistory());
    }

    private RunIdentity ReadRun()
    {
        try
        {
            return RunIdentity.Parse(ReadText());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("its training's options are wrong", e);
        }
    }

    private TrainingLoss[] ReadHistory()
    {
        var history = new TrainingLoss[ReadCount(CheckpointFormat.LossLength)];
        for (int i = 0; i < history.Length; i++)
        {
            history[i] = new TrainingLoss(_reader.ReadByte(), _reader.ReadInt32(), _reader.ReadSingle(), _reader.ReadSingle(), _reader.ReadSingle());
            Check(history[i] is { Stage: 1 or 2, Step: > 0 } loss && float.IsFinite(loss.Reconstruction) && float.IsFinite(loss.Sparsity) && float.IsFinite(loss.LearningRate), "a loss");
        }

        return history;
    }

    private string ReadText()
    {
        int length = ReadCount(1);
        Check(length <= LongestText, "the length of a text");
        return Encoding.UTF8.GetString(_reader.ReadBytes(length));
    }

    /// <summary>The number of items of a size that follow.</summary>
    private int ReadCount(int itemLength)
    {
        CheckLeft(sizeof(int));
        int count = _reader.ReadInt32();
        Check(count >= 0, "a length");
        CheckLeft((long)count * itemLength);
        return count;
    }

    private void CheckLeft(long length) => Check(length <= _end - _reader.BaseStream.Position, "its length");

    private static void Check(bool right, string what)
    {
        if (!right)
        {
            throw new InvalidDataException($"{what} is wrong");
        }
    }
}
