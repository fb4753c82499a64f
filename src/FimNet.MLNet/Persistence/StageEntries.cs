using FimNet.MLNet.Persistence.Graphs;
using Microsoft.ML;

namespace FimNet.MLNet.Persistence;

/// <summary>Reads the entries of a stage of a model zip, none of which may be longer than it can need. ML.NET unpacks an entry beforehand, so that its length is known.</summary>
internal static class StageEntries
{
    /// <exception cref="ModelFormatException">The entry is missing or too long.</exception>
    public static string Text(ModelLoadContext context, string entry, string owner)
    {
        string? text = null;
        context.TryLoadTextStream(entry, reader =>
        {
            CheckLength(entry, reader is StreamReader { BaseStream: { } stream } ? stream.Length : 0, ModelLimits.SettingsBytes);
            text = reader.ReadToEnd();
        });
        return text ?? throw Missing(entry, owner);
    }

    /// <exception cref="ModelFormatException">The entry is missing or longer than <paramref name="most"/>.</exception>
    public static byte[] Bytes(ModelLoadContext context, string entry, string owner, long most)
    {
        byte[]? bytes = null;
        context.TryLoadBinaryStream(entry, reader =>
        {
            // Growing a buffer would take three times the memory.
            CheckLength(entry, reader.BaseStream.Length, most);
            bytes = new byte[reader.BaseStream.Length];
            reader.BaseStream.ReadExactly(bytes);
        });
        return bytes ?? throw Missing(entry, owner);
    }

    private static void CheckLength(string entry, long length, long most)
    {
        if (length > most)
        {
            throw Refusal.Of($"its entry {entry} has {length} bytes, more than the {most} that it can need");
        }
    }

    private static ModelFormatException Missing(string entry, string owner) => new($"The model zip lacks the entry {entry} of the {owner}. The file is incomplete; save the model again.");
}
