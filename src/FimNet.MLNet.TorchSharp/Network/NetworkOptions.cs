namespace FimNet.MLNet.Network;

/// <summary>The choices that change the network's structure or arithmetic.</summary>
/// <param name="Latent">What stands between encoder and decoder.</param>
/// <param name="Gates">The activation of the fusion's gates.</param>
/// <param name="MemorySize">Number of memory items, N in Eq. (2).</param>
/// <param name="Temperature">Divides the cosine similarities before the softmax of Eq. (2); 1 is the paper's equation.</param>
internal sealed record NetworkOptions(LatentModule Latent, GateActivation Gates, int MemorySize, double Temperature = 1);
