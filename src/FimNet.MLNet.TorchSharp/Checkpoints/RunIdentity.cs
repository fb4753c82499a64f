using System.Text.Json;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Training;
using TorchSharp;

namespace FimNet.MLNet.Checkpoints;

/// <summary>What decides the outcome of a training, as names and values.</summary>
internal sealed class RunIdentity
{
    private readonly SortedDictionary<string, string> _values;

    private RunIdentity(IDictionary<string, string> values)
    {
        _values = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
    }

    /// <param name="options">Those of the training, with its seed and the precision that it has.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="data">The images.</param>
    public static RunIdentity Of(FimNetOptions options, torch.Device device, TrainingData data)
    {
        var values = new Dictionary<string, string>
        {
            ["Version of FimNet.MLNet.TorchSharp"] = typeof(RunIdentity).Assembly.GetName().Version!.ToString(3),
            ["Device"] = device.type.ToString(),
            ["Training images"] = data.Fingerprint(),
        };
        NamedValues.AddLeaves(OptionsJson.Write(options), values);

        // How fast, not what, apart from rounding; and what is made of the trained network.
        foreach (string name in (string[])[.. FimNetOptions.ScoringNames, nameof(FimNetOptions.CacheMegabytes), nameof(FimNetOptions.Threads)])
        {
            values.Remove(name);
        }

        return new RunIdentity(values);
    }

    /// <exception cref="JsonException">It is not the text of <see cref="ToJson"/>.</exception>
    public static RunIdentity Parse(string json)
    {
        Dictionary<string, string?> values = JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? throw new JsonException("It is null.");
        return new RunIdentity(values.ToDictionary(pair => pair.Key, pair => pair.Value ?? throw new JsonException("A value is null.")));
    }

    public string ToJson() => JsonSerializer.Serialize(_values);

    /// <summary>The names whose values differ here and there, with both values; empty if there are none.</summary>
    public string Differences(RunIdentity now) => NamedValues.Differences(_values, now._values);
}
