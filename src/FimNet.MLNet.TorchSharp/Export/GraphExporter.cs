using FimNet.MLNet.Network;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Export;

/// <summary>A trained network to the one graph that scores: preprocessing, patches, network, reassembly, anomaly map, score. And parts of it, for collecting statistics.</summary>
internal sealed class GraphExporter(NetworkWeights weights, NetworkOptions networkOptions, GraphOptions options)
{
    /// <summary>Output of <see cref="ExportEnergies"/>: local mean squares of residuals, [batch, channels, h, w].</summary>
    public const string Energies = "energies";

    /// <summary>Output of <see cref="ExportAppearance"/>: how the image looks, [batch, channels, h, w].</summary>
    public const string Appearance = "appearance";

    /// <summary>Output of <see cref="ExportAppearance"/>: the logarithms of the difference maps, [batch, maps, h, w].</summary>
    public const string LogDifferences = "log_differences";

    /// <summary>Output of <see cref="ExportAppearance"/> and <see cref="ExportDescriptors"/>: [batch, entries, h, w].</summary>
    public const string Descriptors = "descriptors";

    /// <summary>Output of <see cref="ExportEnergies"/> and <see cref="ExportMaps"/>: the difference maps before they are turned into surprises, [batch, maps, H, W].</summary>
    public const string Differences = "differences";

    /// <summary>Output of <see cref="ExportMaps"/>: how far residuals are from good ones, [batch, 1, h, w].</summary>
    public const string Distances = "distances";

    /// <summary>Output of <see cref="ExportBackground"/>: the level of the map's background, [batch, 1, 1, 1].</summary>
    public const string Background = "background";

    private readonly NetworkGraph _network = new(weights, networkOptions);

    public AnomalyScoring Scoring => options.Scoring;

    /// <param name="statistics">What good images say; null where <see cref="GraphOptions.Scoring"/> needs none.</param>
    /// <param name="normalization">What the maps of good images say; null for the map as it is.</param>
    public byte[] Export(SurfaceStatistics? statistics, MapNormalization? normalization = null)
    {
        var graph = new OnnxGraphBuilder();
        (string image, string reconstruction, IlluminationGraph.Names? illumination) = AppendReconstruction(graph);
        AnomalyMapGraph.Append(graph, _network, options, statistics, normalization, image, reconstruction);

        AppendReconstructionOutput(graph, graph.Node("Add", [reconstruction, graph.Scalar(1f)]), illumination);
        return graph.ToModel();
    }

    /// <summary>The map as it is and its background.</summary>
    /// <param name="statistics">As for <see cref="Export"/>.</param>
    public byte[] ExportBackground(SurfaceStatistics? statistics)
    {
        var graph = new OnnxGraphBuilder();
        (string image, string reconstruction, _) = AppendReconstruction(graph);
        string map = AnomalyMapGraph.AppendMap(graph, _network, options, statistics, image, reconstruction);
        Output(graph, GraphNames.AnomalyMap, map, channels: 1, pixels: 1);
        graph.Output(Background, MapNormalizationGraph.AppendBackground(graph, options, map), "batch", 1, 1, 1);
        return graph.ToModel();
    }

    public byte[] ExportEnergies()
    {
        var graph = new OnnxGraphBuilder();
        FeatureResiduals residuals = AppendResiduals(graph);
        Output(graph, Energies, ResidualGraph.AppendMoments(graph, options, residuals).Energy, ResidualGraph.Channels, ResidualGraph.Cell);
        OutputDifferences(graph, DifferenceMaps.Append(graph, options, residuals));
        return graph.ToModel();
    }

    /// <param name="energyFloor">Of <see cref="ResidualModel"/>.</param>
    /// <param name="differenceFloors">What is added to each difference map before the logarithm.</param>
    public byte[] ExportAppearance(float[] energyFloor, float[] differenceFloors)
    {
        var graph = new OnnxGraphBuilder();
        FeatureResiduals residuals = AppendResiduals(graph);
        Output(graph, Appearance, AppearanceGraph.Append(graph, options, residuals), ResidualGraph.Channels, ResidualGraph.Cell);
        string differences = Joined(graph, DifferenceMaps.Append(graph, options, residuals));
        Output(graph, LogDifferences, AppearanceGraph.AppendLogDifferences(graph, differences, differenceFloors), differenceFloors.Length, ResidualGraph.Cell);
        Output(graph, Descriptors, AppendDescriptor(graph, residuals, energyFloor), ResidualGraph.DescriptorSize, ResidualGraph.Cell);
        return graph.ToModel();
    }

    /// <param name="energyFloor">Of <see cref="ResidualModel"/>.</param>
    /// <param name="usual">What residuals are usual where an image looks so; null for descriptors as they are.</param>
    public byte[] ExportDescriptors(float[] energyFloor, AppearanceModel? usual)
    {
        var graph = new OnnxGraphBuilder();
        FeatureResiduals residuals = AppendResiduals(graph);
        string descriptor = AppendDescriptor(graph, residuals, energyFloor);
        if (usual is not null)
        {
            descriptor = AppearanceGraph.AppendRelativeDescriptor(graph, options, descriptor, AppearanceGraph.AppendStandardised(graph, options, residuals, usual), usual);
        }

        Output(graph, Descriptors, descriptor, ResidualGraph.DescriptorSize, ResidualGraph.Cell);
        return graph.ToModel();
    }

    public byte[] ExportMaps(ResidualModel model)
    {
        var graph = new OnnxGraphBuilder();
        (IReadOnlyList<string> differences, string distance) = AnomalyMapGraph.AppendMaps(graph, options, AppendResiduals(graph), model);
        OutputDifferences(graph, differences);
        Output(graph, Distances, distance, channels: 1, ResidualGraph.Cell);
        return graph.ToModel();
    }

    private string AppendDescriptor(OnnxGraphBuilder graph, FeatureResiduals residuals, float[] energyFloor) =>
        ResidualGraph.AppendDescriptor(graph, ResidualGraph.AppendMoments(graph, options, residuals), energyFloor);

    /// <summary>The reconstruction as people see it, under the image's own illumination.</summary>
    private void AppendReconstructionOutput(OnnxGraphBuilder graph, string brightness, IlluminationGraph.Names? illumination)
    {
        float level = 1 / 127.5f;
        if (illumination is not null)
        {
            brightness = IlluminationGraph.AppendInverse(graph, graph.Node("Mul", [brightness, graph.Scalar(127.5f)]), illumination);
            level = 1;
        }

        PreprocessingGraph.AppendToBytes(graph, brightness, level, GraphNames.Reconstruction, options.ImageWidth, options.ImageHeight);
    }

    private (string Image, string Reconstruction, IlluminationGraph.Names? Illumination) AppendReconstruction(OnnxGraphBuilder graph)
    {
        var patches = new PatchGraph(options.ImageWidth, options.ImageHeight, options.PatchStride);
        string levels = PreprocessingGraph.Append(graph, options.ImageWidth, options.ImageHeight);
        IlluminationGraph.Names? illumination = options.NormalizeIllumination ? IlluminationGraph.Append(graph, levels, options.ImageWidth, options.ImageHeight) : null;
        if (illumination is not null)
        {
            levels = IlluminationGraph.AppendNormalisation(graph, levels, illumination);
        }

        string image = graph.Shaped(PreprocessingGraph.AppendNormalisation(graph, levels), "batch", 3, options.ImageHeight, options.ImageWidth);
        return (image, patches.AppendReassembly(graph, _network.AppendReconstruction(graph, patches.AppendCut(graph, image))), illumination);
    }

    private FeatureResiduals AppendResiduals(OnnxGraphBuilder graph)
    {
        (string image, string reconstruction, _) = AppendReconstruction(graph);
        return new FeatureResiduals(graph, _network, options.FeatureLevels.Concat(ResidualGraph.Levels), image, reconstruction);
    }

    private void OutputDifferences(OnnxGraphBuilder graph, IReadOnlyList<string> maps) => Output(graph, Differences, Joined(graph, maps), maps.Count, pixels: 1);

    private static string Joined(OnnxGraphBuilder graph, IReadOnlyList<string> maps) => graph.Node("Concat", maps, OnnxGraphBuilder.Attribute("axis", 1));

    private void Output(OnnxGraphBuilder graph, string name, string value, int channels, int pixels) =>
        graph.Output(name, value, "batch", channels, options.ImageHeight / pixels, options.ImageWidth / pixels);
}
