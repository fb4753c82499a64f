using System.Text.Json;
using System.Text.Json.Serialization;

namespace FimNet.MLNet.Training;

/// <summary>A trainer's options as JSON, for the reader of a model file and the journal of an experiment.</summary>
internal static class OptionsJson
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new LengthConverter() },
    };

    public static JsonElement Write(FimNetOptions options) => JsonSerializer.SerializeToElement(options, Json);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> gives.</exception>
    public static FimNetOptions Read(JsonElement json) => json.Deserialize<FimNetOptions>(Json) ?? throw new JsonException("The options are null.");

    private sealed class LengthConverter : JsonConverter<TrainingLength>
    {
        public override TrainingLength Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TrainingLength.TryParse(reader.GetString(), out TrainingLength length) ? length : throw new JsonException("It is not the length of a training.");

        public override void Write(Utf8JsonWriter writer, TrainingLength value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
