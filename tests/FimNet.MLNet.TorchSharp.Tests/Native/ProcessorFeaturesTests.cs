using System.Runtime.Intrinsics.X86;
using FimNet.MLNet.Native;

namespace FimNet.MLNet.Tests.Native;

[TestClass]
public class ProcessorFeaturesTests
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void It_multiplies_bfloat16_numbers_if_the_kernel_says_so_and_dotnet_uses_AVX512()
    {
        string flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) ?? "";
        Assert.AreEqual(Avx512F.IsSupported && flags.Split(' ').Contains("avx512_bf16"), ProcessorFeatures.MultipliesBFloat16);
    }
}
