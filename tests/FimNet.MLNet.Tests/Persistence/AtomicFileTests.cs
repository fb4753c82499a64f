namespace FimNet.MLNet.Tests.Persistence;

[TestClass]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_place_that_is_not_free_at_the_moment_is_tried_again()
    {
        string target = Directory.CreateDirectory(Path.Combine(_folder.Root, "result.json")).FullName;
        Task free = Task.Run(() =>
        {
            Thread.Sleep(150);
            Directory.Delete(target);
        });
        AtomicFile.Write(target, temporary => File.WriteAllText(temporary, "all of it"));
        await free;
        Assert.AreEqual("all of it", await File.ReadAllTextAsync(target));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.Root));
    }

    [TestMethod]
    public void A_place_that_stays_taken_is_an_error_and_leaves_nothing_behind()
    {
        string target = Directory.CreateDirectory(Path.Combine(_folder.Root, "result.json")).FullName;
        Exception error = Assert.Throws<Exception>(() => AtomicFile.Write(target, temporary => File.WriteAllText(temporary, "all of it")));
        Assert.IsTrue(error is IOException or UnauthorizedAccessException, error.ToString());
        CollectionAssert.AreEqual(new[] { target }, Directory.GetFileSystemEntries(_folder.Root));
    }
}
