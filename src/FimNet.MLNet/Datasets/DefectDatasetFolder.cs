namespace FimNet.MLNet.Datasets;

/// <summary>A folder in the layout of the MVTec anomaly detection dataset.</summary>
internal static class DefectDatasetFolder
{
    public const string Good = "good";
    public const string Train = "train";
    public const string Test = "test";
    public const string GroundTruth = "ground_truth";

    private const string Layout =
        "Expected layout: train/good/*, test/good/*, test/<defect>/* and ground_truth/<defect>/<image name>_mask.png, images being png, jpg, jpeg or bmp.";

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>The rows of a split: good images first, then the defects by name, each folder's images by name, all in ordinal order.</summary>
    public static IReadOnlyList<DefectDatasetRow> Read(string root, DatasetSplit split)
    {
        root = Path.GetFullPath(root);
        Require(root, "dataset");
        DefectDatasetRow[] rows = split switch
        {
            DatasetSplit.Train => [.. ReadKind(root, Require(Path.Combine(root, Train, Good), "training"))],
            DatasetSplit.Test => [.. KindsOf(Require(Path.Combine(root, Test), "test")).SelectMany(folder => ReadKind(root, folder))],
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, $"split must be {nameof(DatasetSplit.Train)} or {nameof(DatasetSplit.Test)}."),
        };
        return rows.Length > 0
            ? rows
            : throw new InvalidOperationException($"The {split} split of the dataset '{root}' has no image. {Layout}");
    }

    public static string MaskName(string imageName) => $"{Path.GetFileNameWithoutExtension(imageName)}_mask.png";

    /// <summary>Whether a kind of defect, or the folder of one, stands for none. Systems that take "Good" and "good" for one folder tell it as it was written.</summary>
    public static bool IsGood(string kind) => string.Equals(kind, Good, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> KindsOf(string testFolder) => Directory.EnumerateDirectories(testFolder)
        .Where(folder => !IsHidden(Path.GetFileName(folder)))
        .OrderBy(folder => !IsGood(Path.GetFileName(folder)))
        .ThenBy(Path.GetFileName, StringComparer.Ordinal);

    private static IEnumerable<DefectDatasetRow> ReadKind(string root, string folder)
    {
        string kind = Path.GetFileName(folder);
        bool isDefective = !IsGood(kind);
        string defect = isDefective ? kind : Good;
        return Directory.EnumerateFiles(folder)
            .Where(IsImage)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(path => new DefectDatasetRow
            {
                ImagePath = path,
                MaskPath = isDefective ? MaskOf(root, defect, path) : "",
                Defect = defect,
                Label = isDefective ? 1f : 0f,
                IsDefective = isDefective,
            });
    }

    private static string MaskOf(string root, string defect, string imagePath)
    {
        string path = Path.Combine(root, GroundTruth, defect, MaskName(imagePath));
        return File.Exists(path) ? path : "";
    }

    private static bool IsImage(string path)
    {
        string name = Path.GetFileName(path);
        return !IsHidden(name) && Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsHidden(string name) => name.StartsWith('.');

    private static string Require(string folder, string what) => Directory.Exists(folder)
        ? folder
        : throw new DirectoryNotFoundException($"The {what} folder '{folder}' does not exist. {Layout}");
}
