using System.Text.Json;

namespace FimNet.MLNet.Persistence;

/// <summary>What decides a run, as names and values to be compared with those of an earlier process.</summary>
internal static class NamedValues
{
    /// <summary>Adds every value of a JSON object under its name, those of objects within it under both names.</summary>
    public static void AddLeaves(JsonElement json, IDictionary<string, string> values, string prefix = "")
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = prefix + char.ToUpperInvariant(property.Name[0]) + property.Name[1..];
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                AddLeaves(property.Value, values, name + ".");
            }
            else
            {
                values[name] = property.Value.GetRawText();
            }
        }
    }

    /// <summary>The names whose values differ here and there, with both values; empty if there are none.</summary>
    public static string Differences(IReadOnlyDictionary<string, string> was, IReadOnlyDictionary<string, string> now) => string.Join(
        "; ",
        was.Keys.Union(now.Keys)
            .Select(name => (Name: name, Was: was.GetValueOrDefault(name, "not there"), Is: now.GetValueOrDefault(name, "not there")))
            .Where(value => value.Was != value.Is)
            .Select(value => $"{value.Name} was {value.Was} and is {value.Is}"));
}
