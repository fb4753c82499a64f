using FimNet.MLNet.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace FimNet.MLNet.Quantization;

/// <summary>Static post-training quantization of a scoring graph to 8 bits.</summary>
internal static class Int8Quantizer
{
    /// <param name="graph">A scoring graph in 32 bits.</param>
    /// <param name="goodImages">Images whose values give the ranges, at least one.</param>
    /// <exception cref="InvalidOperationException">There are no images.</exception>
    public static byte[] Quantize(byte[] graph, IEnumerable<RgbImage> goodImages)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(WithConstantsFolded(graph));
        KeepStandardOperators(model);
        var int8 = new Int8Graph(model);
        using var ranges = new ActivationRanges(model, int8.ValuesToQuantize);
        int count = 0;
        foreach (RgbImage image in goodImages)
        {
            ranges.Add(image);
            count++;
        }

        return count > 0
            ? int8.Write(ranges.ToDictionary()).ToByteArray()
            : throw new InvalidOperationException("There are no images to take the ranges of values from. Give some tens of defect-free images.");
    }

    /// <summary>ONNX Runtime writes down every set of operators that it knows; another runtime may refuse a file that names sets of others.</summary>
    private static void KeepStandardOperators(ModelProto model)
    {
        OperatorSetIdProto standard = model.OpsetImport.Single(set => set.Domain.Length == 0);
        model.OpsetImport.Clear();
        model.OpsetImport.Add(standard);
    }

    /// <summary>The graph with its batch normalisations in its weights and its rearranged weights as they are used, which is what can be quantized.</summary>
    private static byte[] WithConstantsFolded(byte[] graph)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fimnet-");
        try
        {
            string path = Path.Combine(folder.FullName, "folded.onnx");
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
                OptimizedModelFilePath = path,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            using (new InferenceSession(graph, options))
            {
                return File.ReadAllBytes(path);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
