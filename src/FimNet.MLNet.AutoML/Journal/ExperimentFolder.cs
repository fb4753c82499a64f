using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.AutoML.Journal;

/// <summary>
/// The folder of an experiment: a header, one file a trial, models, checkpoints, and the images at the model's size. Files appear whole or not at all. A file held open keeps other processes out.
/// </summary>
internal sealed class ExperimentFolder : IDisposable
{
    private const string HeaderName = "experiment.json", LockName = "experiment.lock", Trials = "trials", Models = "models", Checkpoints = "checkpoints";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly FileStream? _lock;

    private ExperimentFolder(string path, FileStream? held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    private string AllCheckpoints => System.IO.Path.Combine(Path, Checkpoints);

    public string Images => System.IO.Path.Combine(Path, "images");

    /// <summary>Opens a folder to work in; it is made if it does not exist.</summary>
    /// <exception cref="ExperimentFolderException">It holds something else, another process works in it, or it cannot be made or written.</exception>
    public static ExperimentFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        return FolderAccess.Change(path, () =>
        {
            Directory.CreateDirectory(path);
            RequireOwn(path);
            FileStream held = LockFile.TryHold(System.IO.Path.Combine(path, LockName))
                ?? throw new ExperimentFolderException($"Another experiment uses the folder '{path}' at this moment. Wait for its end, or use another folder.");
            var folder = new ExperimentFolder(path, held);
            try
            {
                Directory.CreateDirectory(System.IO.Path.Combine(path, Trials));
                Directory.CreateDirectory(System.IO.Path.Combine(path, Models));
                folder.RemoveRemains();
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        });
    }

    /// <summary>Opens a folder to read from, whoever works in it.</summary>
    /// <exception cref="ExperimentFolderException">It holds no experiment.</exception>
    public static ExperimentFolder Look(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        return File.Exists(System.IO.Path.Combine(path, HeaderName))
            ? new ExperimentFolder(path, held: null)
            : throw new ExperimentFolderException($"The folder '{path}' holds no experiment: it has no file {HeaderName}. Name the folder that SetCheckpointFolder was given.");
    }

    /// <summary>Null in a new folder.</summary>
    public ExperimentHeader? ReadHeader()
    {
        string path = System.IO.Path.Combine(Path, HeaderName);
        return File.Exists(path) ? Read<ExperimentHeader>(path) : null;
    }

    public void Write(ExperimentHeader header) => Write(System.IO.Path.Combine(Path, HeaderName), header);

    /// <summary>All trials in the order of their numbers.</summary>
    public List<TrialRecord> ReadTrials() =>
        [.. Directory.GetFiles(System.IO.Path.Combine(Path, Trials), "*.json").Select(Read<TrialRecord>).OrderBy(record => record.TrialId)];

    public void Write(TrialRecord record) => Write(System.IO.Path.Combine(Path, Trials, Name(record.TrialId) + ".json"), record);

    public string ModelPath(int trialId) => System.IO.Path.Combine(Path, Models, Name(trialId) + ".zip");

    /// <summary>Whether a training was begun that may go on.</summary>
    public bool HasCheckpoints => Directory.Exists(AllCheckpoints);

    public string CheckpointFolder(int trialId) => System.IO.Path.Combine(AllCheckpoints, Name(trialId));

    /// <summary>Removes what a training needs to go on.</summary>
    /// <exception cref="ExperimentFolderException">The file system refuses it.</exception>
    public void DeleteCheckpoints(int trialId) => Delete(CheckpointFolder(trialId));

    /// <summary>Removes what all trainings need to go on.</summary>
    public void DeleteCheckpoints() => Delete(AllCheckpoints);

    public void Dispose() => _lock?.Dispose();

    /// <summary>An experiment removes files of its folder, which must not be somebody's photographs: every folder that an experiment ever opened has its lock, every other one must be empty.</summary>
    private static void RequireOwn(string path)
    {
        bool own = File.Exists(System.IO.Path.Combine(path, LockName)) || File.Exists(System.IO.Path.Combine(path, HeaderName));
        if (!own && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new ExperimentFolderException($"The folder '{path}' is not empty and holds no experiment: it has no file {HeaderName}. Name an empty folder, or one that does not exist yet.");
        }
    }

    /// <summary>Removes what a process left that was killed while it wrote.</summary>
    private void RemoveRemains()
    {
        foreach (string remains in new[] { Path, System.IO.Path.Combine(Path, Trials), System.IO.Path.Combine(Path, Models) }.SelectMany(folder => Directory.GetFiles(folder, "*.tmp")))
        {
            File.Delete(remains);
        }
    }

    private void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            FolderAccess.Change(Path, () => Directory.Delete(folder, recursive: true));
        }
    }

    private static string Name(int trialId) => trialId.ToString("d4", CultureInfo.InvariantCulture);

    private void Write<T>(string path, T value) => FolderAccess.Change(Path, () => AtomicFile.Write(path, temporary =>
    {
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(file, value, Json);
        file.Flush(flushToDisk: true);
    }));

    private static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ExperimentFolderException($"The file '{path}' is damaged: {e.Message} Delete it to do without what it holds, or use another folder.", e);
        }
    }
}
