using FimNet.MLNet.Onnx;
using Google.Protobuf;

namespace FimNet.MLNet.Persistence;

/// <summary>What a model file holds: the graph and the settings.</summary>
internal sealed record FimNetModel(byte[] Graph, ModelSettings Settings)
{
    public const string SettingsKey = "fimnet.settings";

    /// <summary>Writes the graph with the settings in its metadata, so that the file explains itself.</summary>
    public void WriteOnnx(Stream stream)
    {
        stream.Write(Graph);

        // Appending a message to a message of the same type merges them: the graph needs no parsing to gain a metadata entry.
        var metadata = new ModelProto { MetadataProps = { new StringStringEntryProto { Key = SettingsKey, Value = Settings.ToJson() } } };
        metadata.WriteTo(stream);
    }
}
