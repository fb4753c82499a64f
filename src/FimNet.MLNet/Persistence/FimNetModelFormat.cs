using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(FimNet.MLNet.FimNetTransformer), typeof(FimNetModelFormat), null, typeof(SignatureLoadModel), "FIM-Net surface defect detection", FimNetModelFormat.LoaderSignature)]

namespace FimNet.MLNet.Persistence;

/// <summary>A fitted FIM-Net inside ML.NET's model zip: the graph as one entry and the settings as another.</summary>
internal static class FimNetModelFormat
{
    public const string LoaderSignature = "FimNetTransformer";

    private const string GraphEntry = "Graph.onnx";
    private const string SettingsEntry = "Settings.json";

    public static void Save(ModelSaveContext context, FimNetModel model)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version());
        context.SaveBinaryStream(GraphEntry, writer => writer.Write(model.Graph));
        context.SaveTextStream(SettingsEntry, writer => writer.Write(model.Settings.ToJson()));
    }

    /// <summary>Called by ML.NET when it meets <see cref="LoaderSignature"/> in a model file.</summary>
    private static FimNetTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        context.CheckAtModel(Version());
        byte[]? graph = null;
        string? settings = null;
        context.TryLoadBinaryStream(GraphEntry, reader => graph = ReadAll(reader.BaseStream));
        context.TryLoadTextStream(SettingsEntry, reader => settings = reader.ReadToEnd());
        if (graph is null || settings is null)
        {
            throw new ModelFormatException($"The model zip lacks the entry {(graph is null ? GraphEntry : SettingsEntry)}. The file is incomplete; save the model again.");
        }

        return new FimNetTransformer(environment, new FimNetModel(graph, ModelSettings.FromJson(settings)));
    }

    private static byte[] ReadAll(Stream stream)
    {
        // ML.NET unpacks an entry to a file, so that its length is known; growing a buffer would take three times the memory.
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static VersionInfo Version() => new(
        modelSignature: "FIMNETTR",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(FimNetTransformer).Assembly.FullName);
}
