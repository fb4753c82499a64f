using System.IO.Compression;
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
    public static ITransformer Load(ModelOperationsCatalog catalog, Stream file, string name, out DataViewSchema? inputSchema)
    {
        try
        {
            CheckClaims(file);
            file.Position = 0;
            ITransformer model = catalog.Load(file, out inputSchema);
            model.FimNet();
            return model;
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            throw Inner(e) is { } refusal
                ? new ModelFormatException($"'{name}': {refusal.Message}", e)
                : new ModelFormatException($"'{name}' is not a model that mlContext.Model.Save wrote, or it is damaged: {e.Message} Save the model again, or get it from where it was made.", e);
        }
    }

    /// <summary>The claims hold: unpacking an entry stops at the length that it claims.</summary>
    private static void CheckClaims(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > ModelLimits.Entries)
        {
            throw Refusal.Of($"the zip has {zip.Entries.Count} entries; no model has more than {ModelLimits.Entries}");
        }

        long bytes = 0;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            bytes += entry.Length;
            if (entry.Length is < 0 or > ModelLimits.ArchiveBytes || bytes > ModelLimits.ArchiveBytes)
            {
                throw Refusal.Of($"the zip claims to unpack to more than {ModelLimits.ArchiveBytes} bytes");
            }
        }
    }

    private static ModelFormatException? Inner(Exception? exception)
    {
        while (exception is not (null or ModelFormatException))
        {
            exception = exception.InnerException;
        }

        return (ModelFormatException?)exception;
    }
}
