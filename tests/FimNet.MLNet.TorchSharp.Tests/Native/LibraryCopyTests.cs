using System.Runtime.Versioning;
using FimNet.MLNet.Native;

namespace FimNet.MLNet.Tests.Native;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public class LibraryCopyTests
{
    private static readonly byte[] Image = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();

    [TestMethod]
    public void The_folder_is_made_for_its_owner_alone_and_holds_the_image_only()
    {
        using var parent = new PrivateFolder();
        string folder = Path.Combine(parent.Path, "cache", "FimNet.MLNet");
        string file = LibraryCopy.Store(Image, "libX.so", folder);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        CollectionAssert.AreEqual(new[] { file }, Directory.GetFiles(folder));
        CollectionAssert.AreEqual(Image, File.ReadAllBytes(file));
        StringAssert.Matches(Path.GetFileName(file), new("^libX-[0-9A-F]{16}\\.so$"));
    }

    [TestMethod]
    public void A_file_with_other_content_in_its_place_is_replaced_and_a_good_one_is_kept()
    {
        using var folder = new PrivateFolder();
        string file = LibraryCopy.Store(Image, "libX.so", folder.Path);
        DateTime written = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, written);
        Assert.AreEqual(file, LibraryCopy.Store(Image, "libX.so", folder.Path));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(file));

        File.WriteAllBytes(file, Image[..500]);
        LibraryCopy.Store(Image, "libX.so", folder.Path);
        CollectionAssert.AreEqual(Image, File.ReadAllBytes(file));
    }

    [TestMethod]
    public void Many_writers_at_once_leave_one_whole_file()
    {
        using var folder = new PrivateFolder();
        string[] files = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16)
            .Select(_ => LibraryCopy.Store(Image, "libX.so", folder.Path)).ToArray();
        Assert.HasCount(1, files.Distinct().ToArray());
        CollectionAssert.AreEqual(new[] { files[0] }, Directory.GetFiles(folder.Path));
        CollectionAssert.AreEqual(Image, File.ReadAllBytes(files[0]));
    }

    [TestMethod]
    public void A_folder_that_others_may_write_to_is_not_used()
    {
        using var folder = new PrivateFolder();
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherWrite);
        Assert.Throws<UnauthorizedAccessException>(() => LibraryCopy.Store(Image, "libX.so", folder.Path));
        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Without_a_usable_cache_folder_a_real_library_is_loaded_from_a_temporary_one_that_goes_away()
    {
        using var folder = new PrivateFolder();
        string notAFolder = Path.Combine(folder.Path, "file");
        File.WriteAllText(notAFolder, string.Empty);
        byte[] library = File.ReadAllBytes(NativeFolders.OfThisApplication().Find("libtorch_global_deps.so")!);
        string name = $"{Guid.NewGuid():N}.so";

        LibraryCopy.Load(library, name, notAFolder);

        string mapped = File.ReadLines("/proc/self/maps").First(line => line.Contains(Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal));
        StringAssert.Contains(mapped, "(deleted)");
        string file = mapped[mapped.IndexOf('/', StringComparison.Ordinal)..].Replace(" (deleted)", string.Empty, StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(Path.GetDirectoryName(file)));
    }
}
