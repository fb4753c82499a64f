namespace FimNet.MLNet.Scoring;

/// <summary>What the graph says of one image: a view of the <see cref="ScoreBuffers"/> it was written to, good until they are written to again.</summary>
/// <param name="score">The image's raw anomaly score.</param>
/// <param name="map">Anomaly map, H x W values, row by row.</param>
/// <param name="reconstruction">RGB bytes of the reconstruction at the model's size, H x W x 3; empty when nobody asked.</param>
/// <param name="source">The image; null for a row without one.</param>
internal sealed class ImageScores(float score, ReadOnlyMemory<float> map, ReadOnlyMemory<byte> reconstruction, RgbImage? source)
{
    private readonly int _sourceWidth = source?.Width ?? 0;
    private readonly int _sourceHeight = source?.Height ?? 0;
    private IReadOnlyList<DefectRegion>? _regions = source is null ? [] : null;

    /// <summary>False for a row without an image, of which nothing can be said.</summary>
    public bool HasImage => _sourceWidth > 0;

    public float Score => score;

    public ReadOnlyMemory<float> Map => map;

    public ReadOnlyMemory<byte> Reconstruction => reconstruction;

    /// <summary>What there is to say of a row without an image: not a number, everywhere, and no region.</summary>
    /// <param name="area">Values of a map.</param>
    public static ImageScores OfNoImage(int area)
    {
        var map = new float[area];
        Array.Fill(map, float.NaN);
        return new ImageScores(float.NaN, map, reconstruction: default, source: null);
    }

    /// <summary>The defect regions, found once, in pixels of the source image.</summary>
    public IReadOnlyList<DefectRegion> Regions(int mapWidth, int mapHeight, float threshold, DefectRegionOptions options) =>
        _regions ??= DefectRegions.Find(new AnomalyMap(mapWidth, mapHeight, map), threshold, _sourceWidth, _sourceHeight, options);
}
