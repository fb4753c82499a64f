namespace FimNet.MLNet.Scoring;

/// <summary>What the graph says of one image: a view of the <see cref="ScoreBuffers"/> it was written to, good until they are written to again.</summary>
/// <param name="score">The image's raw anomaly score.</param>
/// <param name="map">Anomaly map, H x W values, row by row.</param>
/// <param name="reconstruction">RGB bytes of the reconstruction at the model's size, H x W x 3; empty when nobody asked.</param>
/// <param name="source">The image.</param>
internal sealed class ImageScores(float score, ReadOnlyMemory<float> map, ReadOnlyMemory<byte> reconstruction, RgbImage source)
{
    private readonly int _sourceWidth = source.Width;
    private readonly int _sourceHeight = source.Height;
    private IReadOnlyList<DefectRegion>? _regions;

    public float Score => score;

    public ReadOnlyMemory<float> Map => map;

    public ReadOnlyMemory<byte> Reconstruction => reconstruction;

    /// <summary>The defect regions, found once, in pixels of the source image.</summary>
    public IReadOnlyList<DefectRegion> Regions(int mapWidth, int mapHeight, float threshold, DefectRegionOptions options) =>
        _regions ??= DefectRegions.Find(new AnomalyMap(mapWidth, mapHeight, map), threshold, _sourceWidth, _sourceHeight, options);
}
