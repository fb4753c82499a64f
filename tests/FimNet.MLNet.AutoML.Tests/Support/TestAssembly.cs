using FimNet.MLNet.Native;
using TorchSharp;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace FimNet.MLNet.AutoML.Tests;

[TestClass]
public static class TestAssembly
{
    [AssemblyInitialize]
    public static void LoadTorch(TestContext context)
    {
        _ = context;
        LibTorch.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
