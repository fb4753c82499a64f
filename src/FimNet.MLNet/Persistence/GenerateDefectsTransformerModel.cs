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

    private const string Stage = "defect generator";

    public static void Save(ModelSaveContext context, GenerateDefectsTransformer transformer)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version());
        SettingsEntry.Save(context, new Settings(transformer.Columns, transformer.Options, transformer.Seed));
    }

    internal static Settings Parse(string text) => SettingsEntry.Parse<Settings>(text, Stage, Validate);

    /// <summary>Called by ML.NET when it meets <see cref="LoaderSignature"/> in a model file. The folder of natural images need not exist here.</summary>
    private static GenerateDefectsTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        context.CheckAtModel(Version());
        Settings settings = SettingsEntry.Load<Settings>(context, Stage, Validate);
        return new GenerateDefectsTransformer(settings.Columns, settings.Options, settings.Seed);
    }

    private static void Validate(Settings settings)
    {
        if (settings is not { Columns: { Output.Length: > 0, Input.Length: > 0 }, Options: not null })
        {
            throw new JsonException("A column's name or the options are missing.");
        }

        if (settings.Columns.Mask is "" || settings.Columns.Mask == settings.Columns.Output)
        {
            throw new JsonException("The mask's column has no name, or that of the image.");
        }

        settings.Options.Validate();
    }

    private static VersionInfo Version() => new(
        modelSignature: "FIMNETGD",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: LoaderAssembly.Name);

    internal sealed record Settings(DefectColumns Columns, DefectGeneratorOptions Options, int Seed);
}
