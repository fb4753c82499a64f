using System.Collections.ObjectModel;
using System.IO.Compression;
using System.IO.Hashing;
using FimNet.MLNet.Persistence.Graphs;
using Microsoft.ML;

namespace FimNet.MLNet.Persistence;

/// <summary>A model zip as a file: what it claims to hold is checked before ML.NET unpacks any of it.</summary>
internal static class ModelArchive
{
    /// <param name="catalog">Loads the model.</param>
    /// <param name="file">The zip; it can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="inputSchema">The schema that the model was saved with.</param>
    /// <exception cref="ModelFormatException">It is no sound model.</exception>
    /// <exception cref="DllNotFoundException">ONNX Runtime cannot be loaded, of which the model knows nothing.</exception>
    public static ITransformer Load(ModelOperationsCatalog catalog, Stream file, string name, out DataViewSchema? inputSchema)
    {
        try
        {
            CheckEntries(file);
            file.Position = 0;
            ITransformer model = catalog.Load(file, out inputSchema);
            model.FimNet();
            return model;
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            if (Inner<DllNotFoundException>(e) is { } missing)
            {
                throw new DllNotFoundException(missing.Message, e);
            }

            throw Inner<ModelFormatException>(e) is { } refusal
                ? new ModelFormatException($"'{name}': {refusal.Message}", e)
                : new ModelFormatException($"'{name}' is not a model that mlContext.Model.Save wrote, or it is damaged: {e.Message} Save the model again, or get it from where it was made.", e);
        }
    }

    private static void CheckEntries(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        CheckClaims(zip.Entries);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            CheckSum(entry);
        }
    }

    /// <summary>The claims hold: unpacking an entry stops at the length that it claims.</summary>
    private static void CheckClaims(ReadOnlyCollection<ZipArchiveEntry> entries)
    {
        if (entries.Count > ModelLimits.Entries)
        {
            throw Refusal.Of($"the zip has {entries.Count} entries; no model has more than {ModelLimits.Entries}");
        }

        long bytes = 0;
        foreach (ZipArchiveEntry entry in entries)
        {
            bytes += entry.Length;
            if (entry.Length is < 0 or > ModelLimits.ArchiveBytes || bytes > ModelLimits.ArchiveBytes)
            {
                throw Refusal.Of($"the zip claims to unpack to more than {ModelLimits.ArchiveBytes} bytes");
            }
        }
    }

    /// <summary>Of all stages, also of those that have no digest. .NET does not compare the checksums when it unpacks.</summary>
    private static void CheckSum(ZipArchiveEntry entry)
    {
        var crc = new Crc32();
        using (Stream content = entry.Open())
        {
            crc.Append(content);
        }

        if (crc.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw Refusal.Of("a checksum of the zip does not fit what it unpacks to: the file is damaged");
        }
    }

    private static T? Inner<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not (null or T))
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
