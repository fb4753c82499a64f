namespace FimNet.MLNet;

/// <summary>What stands between the encoder and the decoder. The paper's method is <see cref="Lfrm"/>; the others are its ablations (Table VI) and baselines.</summary>
public enum LatentModule
{
    /// <summary>The latent feature repair module: memory, then forgetting-inputting fusion of the code and what the memory returned (Eqs. 2-10; Table VI, column A).</summary>
    Lfrm,

    /// <summary>The memory-augmented module alone: what the memory returned goes straight to the decoder (Eqs. 2-4; Table VI, column B). With one stage of training this is MemAE.</summary>
    Memory,

    /// <summary>Memory as in <see cref="Lfrm"/>, but one fully connected layer (1024 to 512) over the code and what the memory returned replaces the gates (Table VI, column C).</summary>
    Concatenate,

    /// <summary>Nothing: a plain autoencoder.</summary>
    None,
}
