using FimNet.MLNet.Datasets;
using FimNet.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Datasets;

[TestClass]
public sealed class ProceduralDefectDatasetTests : IDisposable
{
    private static readonly ProceduralDefectDatasetOptions Small = new() { ImageSize = 64, TrainImages = 3, GoodTestImages = 2, TestImagesPerDefect = 2, Seed = 5 };

    private readonly TemporaryFolder _folder = new();

    private string Root => Path.Combine(_folder.Root, "set");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_written_set_loads_as_a_dataset_with_a_mask_for_every_defect()
    {
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small);
        var mlContext = new MLContext();
        Assert.HasCount(3, mlContext.Data.LoadDefectDataset(Root, DatasetSplit.Train).GetColumn<string>("ImagePath").ToArray());

        DefectDatasetRow[] test = [.. mlContext.Data.CreateEnumerable<DefectDatasetRow>(mlContext.Data.LoadDefectDataset(Root, DatasetSplit.Test), reuseRowObject: false)];
        Assert.HasCount(2 + (2 * SurfaceDefect.All.Count), test);
        CollectionAssert.AreEqual(
            (string[])["good", .. SurfaceDefect.All.Select(defect => defect.Name).Order(StringComparer.Ordinal)],
            test.Select(row => row.Defect).Distinct().ToArray());
        foreach (DefectDatasetRow row in test)
        {
            Assert.AreEqual((64, 64), (RgbImage.Load(row.ImagePath).Width, RgbImage.Load(row.ImagePath).Height));
            Assert.AreEqual(row.IsDefective, row.MaskPath.Length > 0 && DefectMask.Load(row.MaskPath).Defective.Contains(true));
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_files_and_more_images_do_not_change_the_others()
    {
        string larger = Path.Combine(_folder.Root, "larger");
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Grain, Small);
        ProceduralDefectDataset.Write(larger, ProceduralTexture.Grain, Small with { TrainImages = 5, TestImagesPerDefect = 3 });
        foreach (string path in Directory.GetFiles(Root, "*.png", SearchOption.AllDirectories))
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(larger, Path.GetRelativePath(Root, path))), path);
        }
    }

    [TestMethod]
    public void All_images_of_a_set_differ()
    {
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Grid, Small);
        string[] images = [.. Directory.GetFiles(Root, "*.png", SearchOption.AllDirectories).Where(path => !path.EndsWith("_mask.png", StringComparison.Ordinal))];
        Assert.HasCount(images.Length, images.Select(path => Convert.ToBase64String(File.ReadAllBytes(path))).Distinct().ToArray());
    }

    [TestMethod]
    public void A_folder_that_holds_the_same_set_is_left_untouched()
    {
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small);
        string image = Path.Combine(Root, "train", "good", "000.png");
        var past = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(image, past);
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small with { });
        Assert.AreEqual(past, File.GetLastWriteTimeUtc(image));
    }

    [TestMethod]
    public void The_same_set_from_a_system_with_other_line_endings_is_the_same_set()
    {
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small);
        string marker = Path.Combine(Root, "dataset.json"), text = File.ReadAllText(marker);
        string other = text.ReplaceLineEndings(Environment.NewLine == "\n" ? "\r\n" : "\n");
        Assert.AreNotEqual(text, other);
        File.WriteAllText(marker, other);
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small);
        Assert.AreEqual(other, File.ReadAllText(marker));
    }

    [TestMethod]
    public void A_folder_that_holds_another_set_is_refused_and_left_untouched()
    {
        ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small);
        foreach (Action write in new Action[]
        {
            () => ProceduralDefectDataset.Write(Root, ProceduralTexture.Grid, Small),
            () => ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small with { Seed = 6 }),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(write).Message, Root, StringComparison.Ordinal);
        }

        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.Root));
        Assert.HasCount(3, Directory.GetFiles(Path.Combine(Root, "train", "good")));
    }

    [TestMethod]
    public void A_folder_with_other_files_is_refused_and_left_untouched()
    {
        _folder.File("set/mine.txt", [1]);
        Assert.ThrowsExactly<InvalidOperationException>(() => ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small));
        CollectionAssert.AreEqual(new[] { Path.Combine(Root, "mine.txt") }, Directory.GetFileSystemEntries(Root));
    }

    [TestMethod]
    public void An_empty_folder_is_filled_and_nothing_is_left_beside_it()
    {
        Directory.CreateDirectory(Root);
        ProceduralDefectDataset.Write(Root + Path.DirectorySeparatorChar, ProceduralTexture.Weave, Small);
        Assert.IsTrue(File.Exists(Path.Combine(Root, "dataset.json")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.Root));
    }

    [TestMethod]
    public async Task Writers_at_the_same_time_end_with_one_whole_set()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, Small)))).ConfigureAwait(false);
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.Root));
        Assert.HasCount(3 + 2 + (4 * SurfaceDefect.All.Count), Directory.GetFiles(Root, "*.png", SearchOption.AllDirectories));
    }

    [TestMethod]
    [DataRow(63, 1, 0, 1, "ImageSize")]
    [DataRow(2049, 1, 0, 1, "ImageSize")]
    [DataRow(64, 0, 0, 1, "TrainImages")]
    [DataRow(64, 1, -1, 1, "GoodTestImages")]
    [DataRow(64, 1, 0, 0, "TestImagesPerDefect")]
    public void An_option_out_of_range_is_named_and_nothing_is_written(int size, int train, int good, int defective, string option)
    {
        var options = new ProceduralDefectDatasetOptions { ImageSize = size, TrainImages = train, GoodTestImages = good, TestImagesPerDefect = defective };
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => ProceduralDefectDataset.Write(Root, ProceduralTexture.Weave, options));
        Assert.AreEqual(option, exception.ParamName);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [TestMethod]
    public void An_unknown_texture_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ProceduralDefectDataset.Write(Root, (ProceduralTexture)99, Small));
}
