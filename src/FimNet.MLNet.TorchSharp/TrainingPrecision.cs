namespace FimNet.MLNet;

/// <summary>
/// In how many bits a training multiplies. Weights, sums, normalisation statistics, memory, fusion and the layers that read or write pixels always have 32; a fitted model scores in 32 bits
/// whatever it was trained with.
/// </summary>
public enum TrainingPrecision
{
    /// <summary>32 bits.</summary>
    Full,

    /// <summary>
    /// The factors of encoder and decoder, and what goes from layer to layer there and back, are rounded to bfloat16, which has the range of 32 bits and 8 bits of precision. For processors that multiply such numbers themselves
    /// (AVX512_BF16: AMD from Zen 4 on, Intel Xeon of Cooper Lake and from Sapphire Rapids on) and for GPUs; elsewhere a training does not start.
    /// </summary>
    Mixed,

    /// <summary><see cref="Mixed"/> on processors that multiply such numbers themselves, else <see cref="Full"/>; on a GPU <see cref="Full"/>.</summary>
    Automatic,
}
