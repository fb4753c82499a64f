using System.Runtime.InteropServices;
using FimNet.MLNet.Native;
using TorchSharp;

namespace FimNet.MLNet.Tests.Native;

[TestClass]
public class LibTorchTests
{
    [TestMethod]
    public void A_tensor_operation_works_after_loading()
    {
        LibTorch.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        float product = torch.tensor(new[] { 1f, 2f, 3f }).dot(torch.tensor(new[] { 4f, 5f, 6f })).ToSingle();
        Assert.AreEqual(32f, product);
    }

    [TestMethod]
    public void An_error_of_libtorch_arrives_as_an_exception()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ExternalException e = Assert.Throws<ExternalException>(() => torch.cat([torch.zeros(2, 3), torch.zeros(4, 5)], 0));
        StringAssert.Contains(e.Message, "Sizes of tensors must match");
    }

    [TestMethod]
    public void Loading_explicitly_from_the_folders_of_this_application_works()
    {
        LibTorchLoader.Load(NativeFolders.OfThisApplication());
        using torch.Tensor one = torch.ones(1);
        Assert.AreEqual(1f, one.ToSingle());
    }

    [TestMethod]
    public void Without_native_libraries_the_exception_names_the_packages_and_the_folder()
    {
        using var folder = new PrivateFolder();
        LibTorchLoadException e = Assert.Throws<LibTorchLoadException>(() => LibTorchLoader.Load(new NativeFolders([folder.Path])));
        foreach (string part in new[] { "torch_cpu", "LibTorchSharp", folder.Path, "TorchSharp-cpu", "TorchSharp-cuda-linux", "TorchSharp-cuda-windows", "0.107.0" })
        {
            StringAssert.Contains(e.Message, part);
        }
    }

    [TestMethod]
    public void Folders_that_do_not_exist_are_no_error_of_their_own()
    {
        var folders = new NativeFolders([Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())]);
        Assert.IsEmpty(folders.Paths);
        StringAssert.Contains(Assert.Throws<LibTorchLoadException>(() => LibTorchLoader.Load(folders)).Message, "(none)");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_damaged_library_is_reported_with_the_loaders_own_message()
    {
        using var folder = new PrivateFolder();
        foreach (string name in new[] { "libtorch_cpu.so", "libLibTorchSharp.so" })
        {
            File.WriteAllText(Path.Combine(folder.Path, name), "no library");
        }

        LibTorchLoadException e = Assert.Throws<LibTorchLoadException>(() => LibTorchLoader.Load(new NativeFolders([folder.Path])));
        Assert.IsNotNull(e.InnerException);
        StringAssert.Contains(e.Message, "libtorch_cpu.so");
        StringAssert.Contains(e.Message, "TorchSharp-cpu");
    }

    [TestMethod]
    public void A_pattern_finds_the_first_match_in_the_order_of_the_folders()
    {
        using var first = new PrivateFolder();
        using var second = new PrivateFolder();
        File.WriteAllText(Path.Combine(first.Path, "libc10.so"), string.Empty);
        File.WriteAllText(Path.Combine(second.Path, "libc10.so"), string.Empty);
        File.WriteAllText(Path.Combine(second.Path, "libgomp-98b21ff3.so.1"), string.Empty);
        var folders = new NativeFolders([first.Path, second.Path]);
        Assert.AreEqual(Path.Combine(first.Path, "libc10.so"), folders.Find("libc10.so"));
        Assert.AreEqual(Path.Combine(second.Path, "libgomp-98b21ff3.so.1"), folders.Find("libgomp*.so*"));
        Assert.IsNull(folders.Find("libtorch.so"));
    }
}
