using FimNet.MLNet.Quantization;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Models with a <see cref="NarrowGraph"/>.</summary>
internal static class NarrowModel
{
    /// <param name="file">A model file.</param>
    /// <param name="digest">Whether its format has one.</param>
    public static ModelZip Of(byte[] file, bool digest)
    {
        var zip = new ModelZip(file);
        byte[] graph = NarrowGraph.Of(zip.Graph);
        return digest ? zip.WithGraph(graph) : zip.With("Graph.onnx", graph);
    }

    public static ModelZip InEightBits(ModelZip zip)
    {
        var image = new RgbImage(128, 64, [.. Enumerable.Range(0, 3 * 128 * 64).Select(i => (byte)(i * 31))]);
        return zip.WithGraph(Int8Quantizer.Quantize(zip.Graph, [image]));
    }
}
