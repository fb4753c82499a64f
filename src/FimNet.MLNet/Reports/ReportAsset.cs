using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FimNet.MLNet.Reports;

/// <summary>A script or style that a report carries.</summary>
internal static class ReportAsset
{
    public static string Read(string name) => Read(typeof(ReportAsset).Assembly, name);

    /// <summary>One that another assembly carries.</summary>
    public static string Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The library has no embedded file '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The texts one after another, each from a new line.</summary>
    public static string Join(params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (string name in names)
        {
            text.Append(Read(name)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The source by which a Content-Security-Policy permits exactly this inline text.</summary>
    public static string Permit(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
