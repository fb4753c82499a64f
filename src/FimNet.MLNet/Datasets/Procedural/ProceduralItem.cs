namespace FimNet.MLNet.Datasets;

/// <summary>A place in a procedural set and what is drawn there.</summary>
internal sealed record ProceduralItem(string Split, SurfaceDefect? Defect, int Index)
{
    public string ImagePath => $"{Split}/{Kind}/{FileName}";

    public string MaskPath => $"{DefectDatasetFolder.GroundTruth}/{Kind}/{DefectDatasetFolder.MaskName(FileName)}";

    public IEnumerable<string> Folders => Defect is null
        ? [$"{Split}/{Kind}"]
        : [$"{Split}/{Kind}", $"{DefectDatasetFolder.GroundTruth}/{Kind}"];

    private string Kind => Defect?.Name ?? DefectDatasetFolder.Good;

    private string FileName => $"{Index:D3}.png";

    public static ProceduralItem[] All(ProceduralDefectDatasetOptions options) =>
    [
        .. Items(DefectDatasetFolder.Train, null, options.TrainImages),
        .. Items(DefectDatasetFolder.Test, null, options.GoodTestImages),
        .. SurfaceDefect.All.SelectMany(defect => Items(DefectDatasetFolder.Test, defect, options.TestImagesPerDefect)),
    ];

    /// <summary>The seed of this image: its place decides, not how many images come before it.</summary>
    public ulong Seed(int setSeed, ProceduralTexture texture) =>
        SurfaceRandom.Combine([(ulong)(uint)setSeed, (ulong)texture, .. ImagePath.Select(character => (ulong)character)]);

    private static IEnumerable<ProceduralItem> Items(string split, SurfaceDefect? defect, int count) =>
        Enumerable.Range(0, count).Select(index => new ProceduralItem(split, defect, index));
}
