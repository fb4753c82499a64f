using FimNet.MLNet.Network;
using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Export;

/// <summary>A trained network to the one graph that scores: preprocessing, patches, network, reassembly, anomaly map, score.</summary>
internal static class GraphExporter
{
    public static byte[] Export(NetworkWeights weights, NetworkOptions networkOptions, GraphOptions options)
    {
        var graph = new OnnxGraphBuilder();
        var network = new NetworkGraph(weights, networkOptions);
        var patches = new PatchGraph(options.ImageWidth, options.ImageHeight, options.PatchStride);

        string image = graph.Shaped(PreprocessingGraph.AppendNormalisation(graph, PreprocessingGraph.Append(graph, options.ImageWidth, options.ImageHeight)), "batch", 3, options.ImageHeight, options.ImageWidth);
        string reconstruction = patches.AppendReassembly(graph, network.AppendReconstruction(graph, patches.AppendCut(graph, image)));
        AnomalyMapGraph.Append(graph, network, options, image, reconstruction);

        string brightness = graph.Node("Add", [reconstruction, graph.Scalar(1f)]);
        PreprocessingGraph.AppendToBytes(graph, brightness, level: 1 / 127.5f, GraphNames.Reconstruction, options.ImageWidth, options.ImageHeight);
        return graph.ToModel();
    }
}
