using FimNet.MLNet;

namespace Samples.Shared;

/// <summary>Where a sample's images come from.</summary>
internal static class TestSurface
{
    private const int TrainImages = 150;

    /// <summary>The given folder, or one that is filled with an embedded surface.</summary>
    /// <param name="data">An MVTec-style folder; null for the embedded surface.</param>
    /// <param name="texture">The embedded surface.</param>
    /// <param name="output">Where an embedded surface is written.</param>
    public static string Root(string? data, ProceduralTexture texture, string output)
    {
        if (data is not null)
        {
            return data;
        }

        string root = Path.Combine(output, "data", texture.ToString().ToLowerInvariant());
        ProceduralDefectDataset.Write(root, texture, new ProceduralDefectDatasetOptions { TrainImages = TrainImages });
        return root;
    }

    /// <summary>What a person calls the surface.</summary>
    public static string Name(string? data, ProceduralTexture texture) => data is null ? texture.ToString() : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data)));
}
