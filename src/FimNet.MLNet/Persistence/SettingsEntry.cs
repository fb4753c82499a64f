using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;

namespace FimNet.MLNet.Persistence;

/// <summary>The settings of a pipeline stage as one JSON entry of the model zip.</summary>
internal static class SettingsEntry
{
    public const string Name = "Settings.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Save<T>(ModelSaveContext context, T settings) =>
        context.SaveTextStream(Name, writer => writer.Write(JsonSerializer.Serialize(settings, Json)));

    /// <param name="context">Where the stage is loaded from.</param>
    /// <param name="stage">What messages call the stage.</param>
    /// <param name="validate">Throws a <see cref="JsonException"/> or an <see cref="ArgumentException"/> for settings that make no sense.</param>
    /// <exception cref="ModelFormatException">The entry is missing, too long or damaged.</exception>
    public static T Load<T>(ModelLoadContext context, string stage, Action<T> validate) => Parse(StageEntries.Text(context, Name, stage), stage, validate);

    /// <exception cref="ModelFormatException">The text is damaged.</exception>
    public static T Parse<T>(string text, string stage, Action<T> validate)
    {
        try
        {
            T settings = JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("It is null.");
            validate(settings);
            return settings;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ModelFormatException($"The settings of the model's {stage} cannot be read: {e.Message} The file is damaged; save the model again.", e);
        }
    }
}
