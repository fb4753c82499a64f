using FimNet.MLNet.Persistence;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.Checkpoints;

/// <summary>
/// A folder with the two newest checkpoints of one training. A new one takes the place of the older, so that a kill at any moment leaves one whole; a file held open keeps other processes out
/// and lets go of itself when the process ends, however it ends.
/// </summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string LockName = "checkpoints.lock";

    private static readonly string[] Names = ["checkpoint-1.fimnet", "checkpoint-2.fimnet"];

    private readonly string _folder;
    private readonly FileStream _lock;
    private int _newest = 1;
    private long _sequence;

    /// <exception cref="TrainingCheckpointException">The folder cannot be made or written, or another process trains with it.</exception>
    public CheckpointFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(_folder);
            _lock = LockFile.TryHold(Path.Combine(_folder, LockName))
                ?? throw new TrainingCheckpointException($"Another training uses the checkpoint folder '{_folder}' at this moment. Wait for its end, or use another folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }

        try
        {
            // What a process left that was killed while it wrote.
            foreach (string remains in Names.SelectMany(name => Directory.EnumerateFiles(_folder, name + ".*.tmp")))
            {
                File.Delete(remains);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lock.Dispose();
            throw Unwritable(e);
        }
    }

    /// <summary>The number of the next checkpoint.</summary>
    public long NextSequence => _sequence + 1;

    /// <summary>The newest checkpoint, or null if there is none.</summary>
    /// <param name="run">The training that is about to begin.</param>
    /// <param name="warn">Told that the newest is damaged and the one before it is used.</param>
    /// <exception cref="TrainingCheckpointException">All checkpoints are damaged, or the newest is of another training.</exception>
    public CheckpointFile? Newest(RunIdentity run, Action<string> warn)
    {
        var whole = new List<(CheckpointFile File, int Slot)>();
        var damaged = new List<string>();
        for (int slot = 0; slot < Names.Length; slot++)
        {
            string path = Path.Combine(_folder, Names[slot]);
            if (Path.Exists(path))
            {
                try
                {
                    whole.Add((new CheckpointFile(path), slot));
                }
                catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    damaged.Add($"'{path}': {e.Message}");
                }
            }
        }

        string damage = string.Join(", ", damaged);
        if (whole.Count == 0)
        {
            return damaged.Count == 0 ? null : throw new TrainingCheckpointException($"No checkpoint in the folder is whole ({damage}). Delete these files to start anew.");
        }

        if (damaged.Count > 0)
        {
            warn($"A checkpoint is damaged ({damage}). The other one of the folder is used.");
        }

        (CheckpointFile newest, _newest) = whole.MaxBy(checkpoint => checkpoint.File.Header.Sequence);
        foreach ((CheckpointFile file, _) in whole.Where(checkpoint => checkpoint.File != newest))
        {
            file.Dispose();
        }

        _sequence = newest.Header.Sequence;
        string differences = newest.Header.Run.Differences(run);
        if (differences.Length > 0)
        {
            newest.Dispose();
            throw new TrainingCheckpointException(
                $"The checkpoints in '{_folder}' are of another training: {differences}. Train as before to continue, use another folder, or delete the checkpoints to start anew.");
        }

        return newest;
    }

    /// <summary>Writes a checkpoint in the place of the older of the two; if that fails, both stay as they are.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Write(CheckpointHeader header, StageState state)
    {
        int slot = 1 - _newest;
        AtomicFile.Write(Path.Combine(_folder, Names[slot]), temporary =>
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
            CheckpointFormat.Write(file, header, state);
            file.Flush(flushToDisk: true);
        });
        _newest = slot;
        _sequence = header.Sequence;
    }

    public TrainingCheckpointException Unwritable(Exception e) =>
        new($"Checkpoints cannot be written to the folder '{_folder}': {e.Message} Use a folder that can be written and has room for 400 MB, or train without checkpoints.", e);

    public void Dispose() => _lock.Dispose();
}
