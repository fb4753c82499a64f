namespace FimNet.MLNet;

/// <summary>How an image and its reconstruction become an anomaly map.</summary>
public enum AnomalyScoring
{
    /// <summary>Multiple hierarchical feature difference: the encoder's features of both, compared level by level (Eqs. 15 and 16).</summary>
    Mhfd,

    /// <summary>The squared difference of the pixels, averaged over the channels (Table VI, column E; the autoencoder and MemAE baselines).</summary>
    PixelDifference,
}
