using FimNet.MLNet.Loading;
using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(FimNet.MLNet.LoadSurfaceImagesTransformer),
    typeof(LoadSurfaceImagesModel),
    null,
    typeof(SignatureLoadModel),
    "FIM-Net surface image loading",
    LoadSurfaceImagesModel.LoaderSignature)]

namespace FimNet.MLNet.Persistence;

/// <summary>An image loading stage inside ML.NET's model zip: its columns, folder and options as JSON.</summary>
internal static class LoadSurfaceImagesModel
{
    public const string LoaderSignature = "FimNetLoadSurfaceImages";

    private const string Stage = "image loading";

    public static void Save(ModelSaveContext context, LoadingSettings settings)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version());
        SettingsEntry.Save(context, settings);
    }

    internal static LoadingSettings Parse(string text) => SettingsEntry.Parse<LoadingSettings>(text, Stage, settings => settings.Validate());

    /// <summary>Called by ML.NET when it meets <see cref="LoaderSignature"/> in a model file. The folder of images need not exist here.</summary>
    private static LoadSurfaceImagesTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        context.CheckAtModel(Version());
        return new LoadSurfaceImagesTransformer(environment, SettingsEntry.Load<LoadingSettings>(context, Stage, settings => settings.Validate()));
    }

    private static VersionInfo Version() => new(
        modelSignature: "FIMNETLI",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: LoaderAssembly.Name);
}
