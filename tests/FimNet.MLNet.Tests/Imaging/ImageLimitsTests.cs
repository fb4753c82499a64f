using SkiaSharp;

namespace FimNet.MLNet.Tests.Imaging;

[TestClass]
public sealed class ImageLimitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(20_000, 10, "20000x10", "MaxSide")]
    [DataRow(10, 20_000, "10x20000", "MaxSide")]
    [DataRow(16_000, 16_000, "16000x16000", "MaxPixels")]
    public void A_small_file_that_claims_to_be_enormous_is_refused_before_memory_is_taken(int width, int height, string size, string limit)
    {
        byte[] png = PngBytes.Write(width, height, 8, PngBytes.Grey, new byte[height]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refuses(png).Message;
        Assert.IsLessThan(2_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        StringAssert.Contains(message, size);
        StringAssert.Contains(message, limit);
    }

    [TestMethod]
    public void Limits_of_ones_own_are_kept_to_the_last_pixel_byte_and_frame()
    {
        byte[] gif = AnimationBytes.Gif(30, 20, SKColors.Red, SKColors.Blue);
        var exact = new ImageLimits { MaxSide = 30, MaxPixels = 600, MaxFileBytes = gif.Length, MaxFrames = 2 };
        string path = _folder.File("image", gif);
        Assert.AreEqual(30, RgbImage.Load(path, exact).Width);
        StringAssert.Contains(Refuses(gif, exact with { MaxSide = 29 }).Message, "more than the 29 a side that ImageLimits.MaxSide allows");
        StringAssert.Contains(Refuses(gif, exact with { MaxPixels = 599 }).Message, "more than the 599 that ImageLimits.MaxPixels allows");
        StringAssert.Contains(Refuses(gif, exact with { MaxFileBytes = gif.Length - 1 }).Message, $"ImageLimits.MaxFileBytes allows {gif.Length - 1}");
        StringAssert.Contains(Refuses(gif, exact with { MaxFrames = 1 }).Message, "has 2 frames, more than the 1 that ImageLimits.MaxFrames allows");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [Timeout(60_000)]
    public void Devices_and_pipes_are_refused_without_waiting_for_what_they_give()
    {
        string pipe = Path.Combine(_folder.Root, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        File.CreateSymbolicLink(Path.Combine(_folder.Root, "link"), pipe);
        using var unnamed = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        string descriptor = $"/proc/self/fd/{unnamed.GetClientHandleAsString()}";
        foreach (string path in (string[])["/dev/zero", pipe, Path.Combine(_folder.Root, "link"), descriptor])
        {
            StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(path)).Message, $"'{path}' is empty, or is a device or a pipe");
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_link_to_an_image_is_the_image()
    {
        string path = Path.Combine(_folder.Root, "linked.png");
        File.CreateSymbolicLink(path, _folder.File("image.png", PngBytes.Write(3, 2, 8, PngBytes.Grey, new byte[6])));
        Assert.AreEqual(3, RgbImage.Load(path).Width);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_link_whose_way_leads_through_a_linked_folder_is_the_image()
    {
        // As stores of data sets lay out their files: set/000.png points to ../../blobs/image.png, and one reads linked/000.png.
        _folder.File("store/blobs/image.png", PngBytes.Write(3, 2, 8, PngBytes.Grey, new byte[6]));
        string set = Directory.CreateDirectory(Path.Combine(_folder.Root, "store", "sets", "grid")).FullName;
        File.CreateSymbolicLink(Path.Combine(set, "000.png"), "../../blobs/image.png");
        string linked = Path.Combine(_folder.Root, "linked");
        Directory.CreateSymbolicLink(linked, set);
        Assert.AreEqual(3, RgbImage.Load(Path.Combine(linked, "000.png")).Width);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_link_that_leads_nowhere_is_refused()
    {
        string path = Path.Combine(_folder.Root, "nowhere.png");
        File.CreateSymbolicLink(path, Path.Combine(_folder.Root, "missing.png"));
        StringAssert.Contains(Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(path)).Message, $"'{path}' cannot be read");
    }

    [TestMethod]
    [DataRow(0, "MaxSide is 0; it must be from 1 to 1000000.")]
    [DataRow(1_000_001, "MaxSide is 1000001; it must be from 1 to 1000000.")]
    public void Limits_out_of_range_are_refused(int side, string expected) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RgbImage.Load("any", new ImageLimits { MaxSide = side })).Message, expected);

    [TestMethod]
    public void Every_limit_has_a_range()
    {
        Refused(new ImageLimits { MaxFileBytes = 0 }, "MaxFileBytes is 0; it must be from 1 to 2147483591.");
        Refused(new ImageLimits { MaxPixels = 536_870_898 }, "MaxPixels is 536870898; it must be from 1 to 536870897.");
        Refused(new ImageLimits { MaxFrames = -1 }, "MaxFrames is -1; it must be from 1 to 1000000.");

        static void Refused(ImageLimits limits, string expected) =>
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RgbImage.Load("any", limits)).Message, expected);
    }

    private ImageReadException Refuses(byte[] file, ImageLimits? limits = null)
    {
        string path = _folder.File("image", file);
        ImageReadException e = Assert.ThrowsExactly<ImageReadException>(() => RgbImage.Load(path, limits));
        StringAssert.Contains(e.Message, path);
        Assert.AreEqual(path, e.FileName);
        return e;
    }
}
