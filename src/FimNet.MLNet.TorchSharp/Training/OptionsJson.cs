using System.Text.Json;
using System.Text.Json.Serialization;

namespace FimNet.MLNet.Training;

/// <summary>A trainer's options as JSON, for the reader of a model file.</summary>
internal static class OptionsJson
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new LengthConverter() },
    };

    public static JsonElement Write(FimNetOptions options) => JsonSerializer.SerializeToElement(options, Json);

    private sealed class LengthConverter : JsonConverter<TrainingLength>
    {
        public override TrainingLength Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, TrainingLength value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
