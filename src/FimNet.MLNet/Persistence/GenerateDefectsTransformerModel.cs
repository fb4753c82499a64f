using System.Text.Json;
using FimNet.MLNet.Defects;
using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(FimNet.MLNet.GenerateDefectsTransformer),
    typeof(GenerateDefectsTransformerModel),
    null,
    typeof(SignatureLoadModel),
    "FIM-Net manual defect generation",
    GenerateDefectsTransformerModel.LoaderSignature)]

namespace FimNet.MLNet.Persistence;

/// <summary>A defect generating stage inside ML.NET's model zip: its columns, options and seed as JSON.</summary>
internal static class GenerateDefectsTransformerModel
{
    public const string LoaderSignature = "FimNetGenerateDefects";

    private const string SettingsEntry = "Settings.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Save(ModelSaveContext context, GenerateDefectsTransformer transformer)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version());
        var settings = new Settings(transformer.Columns, transformer.Options, transformer.Seed);
        context.SaveTextStream(SettingsEntry, writer => writer.Write(JsonSerializer.Serialize(settings, Json)));
    }

    /// <summary>Called by ML.NET when it meets <see cref="LoaderSignature"/> in a model file. The folder of natural images need not exist here.</summary>
    private static GenerateDefectsTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        context.CheckAtModel(Version());
        string? text = null;
        context.TryLoadTextStream(SettingsEntry, reader => text = reader.ReadToEnd());
        if (text is null)
        {
            throw new ModelFormatException($"The model zip lacks the entry {SettingsEntry} of the defect generator. The file is incomplete; save the model again.");
        }

        Settings settings = Parse(text);
        return new GenerateDefectsTransformer(settings.Columns, settings.Options, settings.Seed);
    }

    internal static Settings Parse(string text)
    {
        try
        {
            Settings settings = JsonSerializer.Deserialize<Settings>(text, Json) ?? throw new JsonException("It is null.");
            if (settings is not { Columns: { Output.Length: > 0, Input.Length: > 0 }, Options: not null })
            {
                throw new JsonException("A column's name or the options are missing.");
            }

            settings.Options.Validate();
            return settings;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ModelFormatException($"The settings of the model's defect generator cannot be read: {e.Message} The file is damaged; save the model again.", e);
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "FIMNETGD",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(GenerateDefectsTransformer).Assembly.FullName);

    internal sealed record Settings(DefectColumns Columns, DefectGeneratorOptions Options, int Seed);
}
