using System.Text.Json;

namespace Samples.Shared;

/// <summary>Figures as a JSON file.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes to a temporary name first and then moves, so that nobody reads half of it. A missing folder is made.</summary>
    public static void Write(string path, object figures)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(figures, Indented));
        File.Move(temporary, path, overwrite: true);
    }
}
