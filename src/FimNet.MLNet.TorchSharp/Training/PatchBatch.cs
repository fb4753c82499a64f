namespace FimNet.MLNet.Training;

/// <summary>One step's patches as bytes, [patch, 64, 64, 3]: what the network sees and what it should make of it.</summary>
/// <param name="Input">Good patches in stage 1, partly defective ones in stage 2.</param>
/// <param name="Target">The good patches; the same array in stage 1.</param>
/// <param name="Next">Where the source stands after this batch.</param>
internal sealed record PatchBatch(byte[] Input, byte[] Target, ulong Next);
