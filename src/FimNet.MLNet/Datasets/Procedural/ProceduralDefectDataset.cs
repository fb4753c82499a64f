using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using FimNet.MLNet.Datasets;

namespace FimNet.MLNet;

/// <summary>
/// Writes small sets of drawn surface images with drawn defects, in the MVTec layout: something to try, test and compare with where no real images are at hand.
/// </summary>
/// <remarks>
/// There are six kinds of defects: displaced (the pattern is pulled aside and stretched), foreign (a fibre or particle), hole, scratch, stain and worn
/// (the texture is smoothed away and the mean colour stays). Masks mark every visibly changed pixel; those of worn areas end half-way through the soft outline. The pixels depend on the texture and the options only, not on the
/// platform or the number of processors; how the PNG files are compressed may depend on the version of the image library. These sets are for testing:
/// the generator of artificial defects for training shares nothing with them.
/// </remarks>
public static class ProceduralDefectDataset
{
    private const string MarkerName = "dataset.json";

    // Raised whenever the drawn pixels change, so that an older set is not taken for the current one.
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a set, or leaves it untouched when the folder already holds exactly that set.</summary>
    /// <remarks>The set appears complete or not at all: it is written beside its place and moved there.</remarks>
    /// <param name="root">The folder to create. It may exist if it is empty or holds the same set.</param>
    /// <param name="texture">The surface to draw.</param>
    /// <param name="options">Numbers, size and seed; the defaults when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or the texture is unknown.</exception>
    /// <exception cref="InvalidOperationException">The folder holds other files.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string root, ProceduralTexture texture, ProceduralDefectDatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        options ??= new ProceduralDefectDatasetOptions();
        options.Validate();
        if (!Enum.IsDefined(texture))
        {
            throw new ArgumentOutOfRangeException(nameof(texture), texture, $"texture must be one of {string.Join(", ", Enum.GetNames<ProceduralTexture>())}.");
        }

        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        string marker = JsonSerializer.Serialize(new Marker(Version, texture, options), Json);
        if (Holds(root, marker))
        {
            return;
        }

        string temporary = $"{root}.{Guid.NewGuid():N}.tmp";
        try
        {
            WriteImages(temporary, texture, options);
            File.WriteAllText(Path.Combine(temporary, MarkerName), marker);
            MoveInto(root, temporary, marker);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static bool Holds(string root, string marker)
    {
        if (!Directory.Exists(root) || !Directory.EnumerateFileSystemEntries(root).Any())
        {
            return false;
        }

        string path = Path.Combine(root, MarkerName);
        return (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings() == marker)
            ? true
            : throw new InvalidOperationException($"The folder '{root}' is not empty and does not hold exactly the set to write. "
                + "Name another folder, or remove it first.");
    }

    private static void MoveInto(string root, string temporary, string marker)
    {
        try
        {
            if (Directory.Exists(root))
            {
                Directory.Delete(root);
            }

            Directory.Move(temporary, root);
        }
        catch (IOException) when (Directory.Exists(root) && Holds(root, marker))
        {
            // Another process has just written the same set.
        }
    }

    private static void WriteImages(string root, ProceduralTexture texture, ProceduralDefectDatasetOptions options)
    {
        ProceduralItem[] items = ProceduralItem.All(options);
        foreach (string folder in items.SelectMany(item => item.Folders).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        try
        {
            Parallel.ForEach(items, item =>
            {
                ProceduralImage drawn = ProceduralImage.Draw(texture, options.ImageSize, item.Seed(options.Seed, texture), item.Defect);
                drawn.Image.SavePng(Path.Combine(root, item.ImagePath));
                drawn.Mask?.ToPicture().SavePng(Path.Combine(root, item.MaskPath));
            });
        }
        catch (AggregateException e)
        {
            // A full disk, most likely, and the first image that it stopped says as much as all of them.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private sealed record Marker(int Version, ProceduralTexture Texture, ProceduralDefectDatasetOptions Options);
}
