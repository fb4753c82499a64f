using FimNet.MLNet.Persistence;
using FimNet.MLNet.Persistence.Graphs;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(FimNet.MLNet.FimNetTransformer), typeof(FimNetModelFormat), null, typeof(SignatureLoadModel), "FIM-Net surface defect detection", FimNetModelFormat.LoaderSignature)]

namespace FimNet.MLNet.Persistence;

/// <summary>A fitted FIM-Net inside ML.NET's model zip: the graph as one entry, the settings as another, and a digest over both.</summary>
internal static class FimNetModelFormat
{
    public const string LoaderSignature = "FimNetTransformer";

    private const string GraphEntry = "Graph.onnx";
    private const string DigestEntry = "Sha256";
    private const string Stage = "FIM-Net";

    private const uint FirstVersion = 0x00010001;
    private const uint VersionWithDigest = 0x00010002;

    public static void Save(ModelSaveContext context, FimNetModel model)
    {
        string settings = model.Settings.ToJson();
        context.CheckAtModel();
        context.SetVersionInfo(Version());
        context.SaveBinaryStream(GraphEntry, writer => writer.Write(model.Graph));
        context.SaveTextStream(SettingsEntry.Name, writer => writer.Write(settings));
        context.SaveBinaryStream(DigestEntry, writer => writer.Write(ModelDigest.Of(model.Graph, settings)));
    }

    /// <summary>Called by ML.NET when it meets <see cref="LoaderSignature"/> in a model file.</summary>
    private static FimNetTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        CheckVersion(context.Header.ModelVerReadable);
        context.CheckAtModel(Version());
        string text = StageEntries.Text(context, SettingsEntry.Name, Stage);
        ModelSettings settings = ModelSettings.FromJson(text);
        byte[] graph = StageEntries.Bytes(context, GraphEntry, Stage, ModelLimits.GraphBytes(settings.ImageWidth, settings.ImageHeight));
        if (context.Header.ModelVerWritten >= VersionWithDigest && !StageEntries.Bytes(context, DigestEntry, Stage, ModelDigest.Length).AsSpan().SequenceEqual(ModelDigest.Of(graph, text)))
        {
            throw Refusal.Of("its graph and settings are not those that it was saved with");
        }

        GraphCheck.Check(graph, settings);
        return new FimNetTransformer(environment, new FimNetModel(graph, settings));
    }

    private static void CheckVersion(uint readableBy)
    {
        if (readableBy > VersionWithDigest)
        {
            throw new ModelFormatException(
                $"The model was written in the file format {readableBy:x8}, but this version of FimNet.MLNet reads formats up to {VersionWithDigest:x8}. Update the FimNet.MLNet package.");
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "FIMNETTR",
        verWrittenCur: VersionWithDigest,
        verReadableCur: FirstVersion,
        verWeCanReadBack: FirstVersion,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: LoaderAssembly.Name);
}
