using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Datasets;

[TestClass]
public sealed class LoadDefectDatasetTests : IDisposable
{
    private readonly MLContext _mlContext = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void The_test_split_lists_good_images_first_then_the_defects_by_name()
    {
        Files(
            "test/zebra/1.png", "test/good/b.PNG", "test/good/a.jpg", "test/Scratch/10.bmp", "test/Scratch/2.JPEG", "test/Scratch/note.txt", "test/Scratch/._2.png",
            "ground_truth/Scratch/10_mask.png", "ground_truth/good/a_mask.png", "train/good/x.png");
        CollectionAssert.AreEqual(
            new[]
            {
                ("test/good/a.jpg", "", "good", 0f, false),
                ("test/good/b.PNG", "", "good", 0f, false),
                ("test/Scratch/10.bmp", "ground_truth/Scratch/10_mask.png", "Scratch", 1f, true),
                ("test/Scratch/2.JPEG", "", "Scratch", 1f, true),
                ("test/zebra/1.png", "", "zebra", 1f, true),
            },
            Rows(DatasetSplit.Test));
    }

    [TestMethod]
    public void The_training_split_is_the_good_folder_only()
    {
        Files("train/good/b.png", "train/good/a.png", "train/scratch/c.png", "train/d.png");
        CollectionAssert.AreEqual(
            new[] { ("train/good/a.png", "", "good", 0f, false), ("train/good/b.png", "", "good", 0f, false) },
            Rows(DatasetSplit.Train));
    }

    [TestMethod]
    public void Good_images_are_good_however_their_folder_is_written_and_hidden_folders_are_passed_over()
    {
        Files("test/Good/a.png", "test/dent/b.png", "test/.thumbnails/c.png");
        CollectionAssert.AreEqual(new[] { ("test/Good/a.png", "", "good", 0f, false), ("test/dent/b.png", "", "dent", 1f, true) }, Rows(DatasetSplit.Test));
    }

    [TestMethod]
    public void Columns_have_the_types_that_metrics_and_image_loading_take()
    {
        Files("train/good/a.png");
        DataViewSchema schema = _mlContext.Data.LoadDefectDataset(_folder.Root, DatasetSplit.Train).Schema;
        CollectionAssert.AreEqual(
            new (string, DataViewType)[]
            {
                ("ImagePath", TextDataViewType.Instance), ("MaskPath", TextDataViewType.Instance), ("Defect", TextDataViewType.Instance),
                ("Label", NumberDataViewType.Single), ("IsDefective", BooleanDataViewType.Instance),
            },
            schema.Select(column => (column.Name, column.Type)).ToArray());
    }

    [TestMethod]
    public void A_relative_root_gives_full_paths()
    {
        Files("train/good/a.png");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Root);
        IDataView view = _mlContext.Data.LoadDefectDataset(relative, DatasetSplit.Train);
        Assert.AreEqual(Path.Combine(_folder.Root, "train", "good", "a.png"), view.GetColumn<string>("ImagePath").Single());
    }

    [TestMethod]
    public void A_missing_root_is_named_with_the_expected_layout()
    {
        string root = Path.Combine(_folder.Root, "nowhere");
        string message = Assert.ThrowsExactly<DirectoryNotFoundException>(() => _mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test)).Message;
        StringAssert.Contains(message, root, StringComparison.Ordinal);
        StringAssert.Contains(message, "ground_truth/<defect>", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(DatasetSplit.Train, "train")]
    [DataRow(DatasetSplit.Test, "test")]
    public void A_missing_split_is_named_with_the_expected_layout(DatasetSplit split, string folder)
    {
        string message = Assert.ThrowsExactly<DirectoryNotFoundException>(() => _mlContext.Data.LoadDefectDataset(_folder.Root, split)).Message;
        StringAssert.Contains(message, Path.Combine(_folder.Root, folder), StringComparison.Ordinal);
        StringAssert.Contains(message, "Expected layout", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_split_without_an_image_is_refused()
    {
        Files("test/good/readme.txt", "train/good/readme.txt");
        foreach (DatasetSplit split in Enum.GetValues<DatasetSplit>())
        {
            string message = Assert.ThrowsExactly<InvalidOperationException>(() => _mlContext.Data.LoadDefectDataset(_folder.Root, split)).Message;
            StringAssert.Contains(message, _folder.Root, StringComparison.Ordinal);
            StringAssert.Contains(message, "Expected layout", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void An_unknown_split_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Data.LoadDefectDataset(_folder.Root, (DatasetSplit)7));

    private void Files(params string[] names)
    {
        foreach (string name in names)
        {
            _folder.File(name, []);
        }
    }

    private (string Image, string Mask, string Defect, float Label, bool IsDefective)[] Rows(DatasetSplit split) =>
    [
        .. _mlContext.Data.CreateEnumerable<DefectDatasetRow>(_mlContext.Data.LoadDefectDataset(_folder.Root, split), reuseRowObject: false)
            .Select(row => (Relative(row.ImagePath), Relative(row.MaskPath), row.Defect, row.Label, row.IsDefective)),
    ];

    private string Relative(string path) => path.Length == 0 ? "" : Path.GetRelativePath(_folder.Root, path).Replace('\\', '/');
}
