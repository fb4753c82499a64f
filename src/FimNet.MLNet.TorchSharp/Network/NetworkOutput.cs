using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>What the network makes of a batch of patches. The tensors belong to the caller's dispose scope.</summary>
/// <param name="Reconstruction">[B, 3, 64, 64] in [-1, 1].</param>
/// <param name="Attention">Attention weights [B, N] of the memory; null where there is none.</param>
internal readonly record struct NetworkOutput(Tensor Reconstruction, Tensor? Attention);
