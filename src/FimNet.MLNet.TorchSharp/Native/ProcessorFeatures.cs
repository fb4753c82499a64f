using System.Runtime.Intrinsics.X86;

namespace FimNet.MLNet.Native;

/// <summary>What the processor can do that .NET does not tell.</summary>
internal static class ProcessorFeatures
{
    private const int ExtendedFeatures = 7;
    private const int Avx512BFloat16 = 1 << 5;

    /// <summary>Whether it multiplies bfloat16 numbers itself, and the system and .NET let it use its widest registers.</summary>
    public static bool MultipliesBFloat16 { get; } = Avx512F.IsSupported && (X86Base.CpuId(ExtendedFeatures, 1).Eax & Avx512BFloat16) != 0;
}
