using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public sealed class ImageCacheTests
{
    // Odd enough for a file of whole images to be told from those of other tests; in this class one test alone writes eight.
    private const int ImageBytes = 10_007;

    [TestMethod]
    [DataRow(0, DisplayName = "all but one in the file")]
    [DataRow(2 * ImageBytes, DisplayName = "half in the file")]
    [DataRow(100 * ImageBytes, DisplayName = "none in the file")]
    public void Images_come_back_in_any_order_wherever_they_are(int budget)
    {
        using var cache = new ImageCache(ImageBytes, budget, Path.GetTempPath());
        byte[][] images = Enumerable.Range(0, 5).Select(Image).ToArray();
        Array.ForEach(images, cache.Add);

        Assert.AreEqual(5, cache.Count);
        foreach (int i in new[] { 4, 0, 2, 3, 1, 4 })
        {
            Assert.IsTrue(cache.Read(i, new byte[ImageBytes]).SequenceEqual(images[i]), $"image {i}");
        }
    }

    [TestMethod]
    public void The_file_is_gone_even_when_the_process_is_killed()
    {
        using (var cache = new ImageCache(ImageBytes, memoryBudget: ImageBytes, Path.GetTempPath()))
        {
            Array.ForEach(Enumerable.Range(0, 9).Select(Image).ToArray(), cache.Add);
            Assert.HasCount(OperatingSystem.IsWindows() ? 1 : 0, Files(8), "only Windows needs the name while the file is open");
            Assert.IsTrue(cache.Read(3, new byte[ImageBytes]).SequenceEqual(Image(3)));
        }

        Assert.IsEmpty(Files(8));
    }

    [TestMethod]
    public void An_empty_cache_disposes_without_having_made_a_file()
    {
        using var cache = new ImageCache(ImageBytes, 0, Path.GetTempPath());
        Assert.AreEqual(0, cache.Count);
    }

    private static byte[] Image(int seed)
    {
        var bytes = new byte[ImageBytes];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string[] Files(int images) => Directory.GetFiles(Path.GetTempPath(), "fimnet-*.cache")
        .Where(file => new FileInfo(file) is { Exists: true } info && info.Length == images * ImageBytes)
        .ToArray();
}
