using FimNet.MLNet.Defects;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class FolderImageSourceTests
{
    [TestMethod]
    public void A_missing_folder_is_named_with_its_option()
    {
        var options = DefectGeneratorOptions.Default with { NaturalImageFolder = "/no/such/folder" };
        var exception = Assert.ThrowsExactly<DirectoryNotFoundException>(() => new DefectGenerator(options));
        StringAssert.Contains(exception.Message, "NaturalImageFolder '/no/such/folder' does not exist");
    }

    [TestMethod]
    public void A_folder_without_images_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Root, "notes.txt"), "none");
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => new FolderImageSource(folder.Root));
        StringAssert.Contains(exception.Message, "holds no PNG, JPEG or BMP image");
    }

    [TestMethod]
    public void Images_come_in_ordinal_order_from_subfolders_too()
    {
        using var folder = new TemporaryFolder();
        folder.Add("b.png", TestImages.Uniform(2, 2, 3, 0, 0));
        folder.Add("B/y.PNG", TestImages.Uniform(2, 2, 1, 0, 0));
        folder.Add("a/z.png", TestImages.Uniform(2, 2, 2, 0, 0));
        var source = new FolderImageSource(folder.Root);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, Enumerable.Range(0, source.Count).Select(i => source.Get(i).Pixels[0]).ToArray());
    }

    [TestMethod]
    public void Decoded_images_are_kept_within_the_cache_only()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 4; i++)
        {
            folder.Add($"{i}.png", TestImages.Uniform(10, 10, (byte)i, 0, 0));
        }

        var source = new FolderImageSource(folder.Root, cacheBytes: 2 * 300 + 100);
        RgbImage first = source.Get(0);
        source.Get(1);
        Assert.AreSame(first, source.Get(0));
        source.Get(2);
        Assert.AreSame(first, source.Get(0));
        source.Get(3);
        source.Get(2);
        Assert.AreEqual(600, source.CachedBytes);
        Assert.AreNotSame(first, source.Get(0));
        Assert.IsTrue(first.Pixels.SequenceEqual(source.Get(0).Pixels));
    }

    [TestMethod]
    public void Large_images_are_shrunk_in_proportion()
    {
        using var folder = new TemporaryFolder();
        folder.Add("large.png", TestImages.Uniform(4096, 1024, 9, 8, 7));
        RgbImage image = new FolderImageSource(folder.Root).Get(0);
        Assert.AreEqual((2048, 512), (image.Width, image.Height));
        Assert.IsFalse(image.Pixels[..3].ContainsAnyExcept([(byte)9, (byte)8, (byte)7]));
    }

    [TestMethod]
    public void Images_smaller_than_the_paste_are_enlarged()
    {
        using var folder = new TemporaryFolder();
        folder.Add("tiny.png", TestImages.Uniform(3, 5, 200, 100, 50));
        var options = DefectGeneratorOptions.Paper with { NaturalImageFolder = folder.Root, BlurredPastes = 0, MinPastes = 1 };
        GeneratedDefect defect = new DefectGenerator(options).Generate(TestImages.Uniform(64, 64, 0, 0, 0), 1);
        Assert.AreEqual(32 * 32, Enumerable.Range(0, 64 * 64).Count(i => defect.Image.Pixels.Slice(3 * i, 3).SequenceEqual([(byte)200, (byte)100, (byte)50])));
    }

    [TestMethod]
    public void A_damaged_image_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Root, "broken.jpg"), "this is no image");
        var source = new FolderImageSource(folder.Root);
        var exception = Assert.ThrowsExactly<ImageReadException>(() => source.Get(0));
        StringAssert.Contains(exception.Message, "broken.jpg");
    }
}
