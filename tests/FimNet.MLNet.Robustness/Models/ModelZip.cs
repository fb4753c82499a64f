using System.IO.Compression;
using System.Text;
using FimNet.MLNet.Onnx;
using FimNet.MLNet.Persistence;
using Google.Protobuf;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>The unpacked entries of a model zip, to be changed and packed again.</summary>
internal sealed class ModelZip
{
    private readonly List<KeyValuePair<string, byte[]>> _entries = [];

    public ModelZip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            _entries.Add(new(entry.FullName, bytes.ToArray()));
        }
    }

    private ModelZip(ModelZip other) => _entries.AddRange(other._entries);

    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Key)];

    public byte[] Graph => _entries[Index("Graph.onnx")].Value;

    public string Settings => Encoding.UTF8.GetString(_entries[Index("Settings.json")].Value);

    /// <summary>The content of the entry whose name ends in this.</summary>
    public byte[] this[string end] => _entries[Index(end)].Value;

    public ModelZip With(string end, byte[] content)
    {
        var copy = new ModelZip(this);
        int index = Index(end);
        copy._entries[index] = new(_entries[index].Key, content);
        return copy;
    }

    public ModelZip Without(string end)
    {
        var copy = new ModelZip(this);
        copy._entries.RemoveAt(Index(end));
        return copy;
    }

    public ModelZip WithGraph(byte[] graph) => With("Graph.onnx", graph).WithDigest();

    public ModelZip WithGraph(Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Graph);
        change(model);
        return WithGraph(model.ToByteArray());
    }

    public ModelZip WithSettings(string settings) => With("Settings.json", Encoding.UTF8.GetBytes(settings)).WithDigest();

    public byte[] Pack(CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in _entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>As one who changes a file on purpose would.</summary>
    private ModelZip WithDigest() => With("Sha256", ModelDigest.Of(Graph, Settings));

    private int Index(string end) => _entries.FindIndex(entry => entry.Key.EndsWith(end, StringComparison.Ordinal));
}
